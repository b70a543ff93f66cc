import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SegmentationRequest, SegmentationResult, Watch } from '@aiaa/annotator';
import { readImage, type ReadLimits } from '@aiaa/imaging-io';
import { extremePoints } from '@aiaa/transforms';
import { Cancelled } from '@aiaa/volume/errors';
import type { NetworkCache } from './network-cache.js';
import { runNetwork } from './run-network.js';
import { Timings } from './timings.js';
import { assertWritable, writeResult } from './write-result.js';

export interface Workshop {
  readonly networks: NetworkCache;
  readonly limits?: Partial<ReadLimits>;
}

/**
 * Reads the image, runs the model over it, and writes the mask beside it in the request's own folder.
 * @throws UnfitImage when the image has not the channels that the network takes; AnnotationFailed
 * `MalformedRequest` when the mask cannot be written as asked; whatever `readImage` throws.
 */
export async function segment(
  { networks, limits }: Workshop,
  request: SegmentationRequest,
  { signal, report }: Watch,
): Promise<SegmentationResult> {
  const { images, result: format, resultFolder: folder } = request;
  const timings = new Timings();
  report({ stage: 'reading' });
  const image = await timings.time('read', () =>
    readImage(images, { signal, scratchFolder: folder, ...(limits === undefined ? {} : { limits }) }),
  );
  assertWritable(format, image.volume);
  if (!networks.isLoaded(request.model)) report({ stage: 'loading' });
  const model = await timings.time('load', () => networks.load(request.model));
  const mask = await runNetwork(model, image.volume, { signal, report, timings });
  await nextTurn(); // a network that blocked this thread let no cancel in
  if (signal.aborted) throw new Cancelled(undefined, { cause: signal.reason });
  const points = await timings.time('points', () => extremePoints(mask));
  report({ stage: 'writing' });
  const file = await timings.time('write', () => writeResult(mask, { folder, format, image, signal }));
  return { kind: 'segmentation', file, points, timings: timings.stages, warnings: image.warnings };
}
