import {
  assertServes,
  maskOf,
  type AnnotationResult,
  type AnyModelRequest,
  type ModelReference,
  type ModelRequest,
  type ModelSummary,
} from '@aiaa/annotator';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { findFiles } from './find-files.js';
import { lendAnnotator } from './lend-annotator.js';
import { lendFolder } from './lend-folder.js';
import { openModels } from './model-options.js';
import { printable } from './printable.js';
import { putInPlace } from './put-in-place.js';
import type { RequestOptions } from './request-options.js';
import { requirePlace } from './require-place.js';
import { maskText, scoresTable } from './result-text.js';
import { untilInterrupted } from './until-interrupted.js';
import { UsageProblem } from './usage-problem.js';

/** What a command asks, beside what every request says. */
export type Asked = Beside<ModelRequest>;

type Beside<Request> = Request extends ModelRequest ? Omit<Request, keyof AnyModelRequest> : never;

/**
 * Has a model look at the image that the named files make, puts its mask in place, whole or not at all, and says what
 * came of it.
 * @throws FileProblem, UsageProblem, and what `annotate` throws
 */
export async function askModel(
  paths: readonly string[],
  asked: Asked,
  options: RequestOptions,
): Promise<void> {
  const images = await findFiles(paths);
  const { model, summary } = await findModel(options);
  assertServes(asked.kind, summary);
  const place = await placeOf(summary, options);
  const result = await untilInterrupted((signal) =>
    lendFolder(place, async (resultFolder) => {
      const request = { ...asked, model, images, result: formatOf(options), resultFolder };
      const found = await lendAnnotator({ threads: options.threads, device: options.device, signal }, (ask) =>
        ask(request),
      );
      return place === undefined ? found : maskInPlace(found, place);
    }),
  );
  tell(result, options);
}

async function findModel(
  options: RequestOptions,
): Promise<{ readonly model: ModelReference; readonly summary: ModelSummary }> {
  const repository = await openModels(options);
  const model = repository.get(options.model);
  const summary = repository.list().find(({ name }) => name === model.name);
  if (summary === undefined) throw new BrokenInvariant(`Model ${model.name} is not in the list.`);
  return { model, summary };
}

/** Where the mask goes; undefined for a model that makes none. @throws UsageProblem, FileProblem */
async function placeOf({ name, type }: ModelSummary, { out }: RequestOptions): Promise<string | undefined> {
  if (type === 'classification') {
    if (out === undefined) return undefined;
    throw new UsageProblem(`Model ${name} classifies: it has scores to print, and no mask. Leave out --out.`);
  }
  if (out === undefined)
    throw new UsageProblem(`Model ${name} makes a mask: say where to write it, as --out mask.nii.gz.`);
  await requirePlace(out.path, true);
  return out.path;
}

const formatOf = ({ out, dtype }: RequestOptions): AnyModelRequest['result'] => ({
  extension: out?.extension ?? '.nii.gz',
  compress: true,
  ...(dtype === undefined ? {} : { dtype }),
});

async function maskInPlace(result: AnnotationResult, place: string): Promise<AnnotationResult> {
  const mask = maskOf(result);
  await putInPlace(mask.file, place);
  return { ...mask, file: place };
}

function tell(result: AnnotationResult, { json = false }: RequestOptions): void {
  if (json) return void process.stdout.write(`${JSON.stringify(result)}\n`);
  for (const warning of result.warnings) process.stderr.write(`Note: ${printable(warning)}\n`);
  process.stdout.write(result.kind === 'classification' ? scoresTable(result) : maskText(maskOf(result)));
}
