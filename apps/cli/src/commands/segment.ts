import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { makeAnnotator } from '@aiaa/annotation';
import { RESULT_DTYPES, type ResultDtype, type SegmentationResult } from '@aiaa/annotator';
import { cannotWrite } from '../cannot-write.js';
import { findFiles } from '../find-files.js';
import { openModels, withModelOptions, type ModelOptions } from '../model-options.js';
import { ProgressLine } from '../progress-line.js';
import { parseResultName, parseThreads, type ResultName } from '../parse-options.js';
import { printable } from '../printable.js';
import { untilInterrupted } from '../until-interrupted.js';

interface SegmentOptions extends ModelOptions {
  readonly model: string;
  readonly out: ResultName;
  readonly dtype?: ResultDtype;
  readonly threads?: number;
}

/** `aiaa segment --model NAME --out mask.nii.gz image.nii.gz`: the server's segmentation on a local file. */
export const segmentCommand = (): Command =>
  withModelOptions(
    new Command('segment')
      .description("segment an image with one model; the mask lies in the image's own grid")
      .argument('<images...>', 'an image; or the files that make one, such as one for each channel')
      .requiredOption('-m, --model <name>', 'the model to run (see: aiaa list)')
      .requiredOption(
        '-o, --out <file>',
        'where to write the mask (.nii.gz, .nii, .nrrd or .png)',
        parseResultName,
      )
      .addOption(new Option('--dtype <name>', 'the type of the labels').choices(RESULT_DTYPES))
      .option('--threads <n>', 'threads that the network may use', parseThreads),
  ).action(segment);

async function segment(paths: readonly string[], options: SegmentOptions): Promise<void> {
  const images = await findFiles(paths);
  const repository = await openModels(options);
  const model = repository.get(options.model);
  const resultFolder = await folderBeside(options.out.path);
  const annotator = makeAnnotator(options.threads === undefined ? {} : { threads: options.threads });
  const line = new ProgressLine(process.stderr);
  const { path, extension } = options.out;
  const dtype = options.dtype === undefined ? {} : { dtype: options.dtype };
  const result = { extension, compress: true, ...dtype };
  const request = { kind: 'segmentation', model, images, result, resultFolder } as const;
  try {
    const done = await untilInterrupted((signal) =>
      annotator.segment(request, { signal, report: (progress) => line.show(progress) }),
    );
    await rename(done.file, resolve(path)).catch((cause: unknown) => {
      throw cannotWrite(path, cause);
    });
    line.end();
    for (const warning of done.warnings) process.stderr.write(`Note: ${printable(warning)}\n`);
    process.stdout.write(summaryOf(path, done));
  } finally {
    line.end();
    await annotator.close();
    await rm(resultFolder, { recursive: true, force: true });
  }
}

/** A folder beside the result, so that the mask is renamed into place: whole or not at all. @throws FileProblem */
const folderBeside = (out: string): Promise<string> =>
  mkdtemp(join(dirname(resolve(out)), '.aiaa-')).catch((cause: unknown) => {
    throw cannotWrite(out, cause);
  });

function summaryOf(out: string, { points, timings }: SegmentationResult): string {
  const seconds = timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  const stages = timings
    .map(({ stage, milliseconds }) => `${stage} ${milliseconds.toFixed(0)} ms`)
    .join(', ');
  const found = points.length === 0 ? 'an empty mask' : 'the mask';
  return `Wrote ${found} to ${out} in ${seconds.toFixed(1)} s (${stages}).\n`;
}
