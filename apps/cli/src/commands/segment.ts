import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { makeAnnotator } from '@aiaa/annotation';
import type { SegmentationResult } from '@aiaa/annotator';
import { errorCode } from '@aiaa/volume/errors';
import { FileProblem } from '../file-problem.js';
import { openModels, withModelOptions, type ModelOptions } from '../model-options.js';
import { ProgressLine } from '../progress-line.js';
import { parseResultName, parseThreads } from '../parse-options.js';
import { requireFile } from '../require-file.js';

interface SegmentOptions extends ModelOptions {
  readonly model: string;
  readonly out: string;
  readonly threads?: number;
}

/** `aiaa segment --model NAME --out mask.nii.gz image.nii.gz`: the server's segmentation on a local file. */
export const segmentCommand = (): Command =>
  withModelOptions(
    new Command('segment')
      .description("segment a NIfTI volume with one model; the mask lies in the volume's own grid")
      .argument('<image>', 'a 3-D NIfTI file')
      .requiredOption('-m, --model <name>', 'the model to run (see: aiaa list)')
      .requiredOption('-o, --out <file.nii.gz>', 'where to write the mask', parseResultName)
      .option('--threads <n>', 'threads that the network may use', parseThreads),
  ).action(segment);

async function segment(image: string, options: SegmentOptions): Promise<void> {
  await requireFile(image);
  const repository = await openModels(options);
  const model = repository.get(options.model);
  const resultFolder = await folderBeside(options.out);
  const annotator = makeAnnotator(options.threads === undefined ? {} : { threads: options.threads });
  const interrupted = new AbortController();
  const line = new ProgressLine(process.stderr);
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  try {
    const result = await annotator.segment(
      { kind: 'segmentation', model, image: { path: resolve(image), name: basename(image) }, resultFolder },
      { signal: interrupted.signal, report: (progress) => line.show(progress) },
    );
    await rename(result.file, resolve(options.out)).catch((cause: unknown) => refuse(options.out, cause));
    line.end();
    for (const warning of result.warnings) process.stderr.write(`Note: ${warning}\n`);
    process.stdout.write(summaryOf(options.out, result));
  } finally {
    line.end();
    process.off('SIGINT', stop);
    await annotator.close();
    await rm(resultFolder, { recursive: true, force: true });
  }
}

/** A folder beside the result, so that the mask is renamed into place: whole or not at all. @throws FileProblem */
const folderBeside = (out: string): Promise<string> =>
  mkdtemp(join(dirname(resolve(out)), '.aiaa-')).catch((cause: unknown) => refuse(out, cause));

function refuse(out: string, cause: unknown): never {
  throw new FileProblem(`${out} cannot be written (${String(errorCode(cause))}).`, { cause });
}

function summaryOf(out: string, { points, timings }: SegmentationResult): string {
  const seconds = timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  const stages = timings
    .map(({ stage, milliseconds }) => `${stage} ${milliseconds.toFixed(0)} ms`)
    .join(', ');
  const found = points.length === 0 ? 'an empty mask' : 'the mask';
  return `Wrote ${found} to ${out} in ${seconds.toFixed(1)} s (${stages}).\n`;
}
