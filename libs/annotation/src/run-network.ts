import type { Progress } from '@aiaa/annotator';
import { simpleInferer, slidingWindowInferer, type Inferer } from '@aiaa/inference';
import type { InfererSpec } from '@aiaa/models';
import { asFloat32, buildChain, type SpatialStep } from '@aiaa/transforms';
import { allocateLabels, makeLabelMap, sameGrid, voxelCount, type LabelMap, type Volume } from '@aiaa/volume';
import { BrokenInvariant, UnfitImage, assertNever } from '@aiaa/volume/errors';
import { finishScores } from './finish-scores.js';
import type { LoadedModel } from './network-cache.js';
import type { Timings } from './timings.js';

export interface RunContext {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  readonly timings: Timings;
}

/**
 * The spine of every request: the model's chain carries the volume forth, its network scores it, and the
 * chain brings the mask back onto the very grid it came from.
 * @throws UnfitImage when the network takes another number of channels; BrokenInvariant when the mask is on
 * another grid than the volume.
 */
export async function runNetwork(model: LoadedModel, volume: Volume, context: RunContext): Promise<LabelMap> {
  const { config, predict } = model;
  const { timings, report, signal } = context;
  assertChannels(model, volume);
  const step = await timings.time('transform', () => buildChain(config.pre)(volume));
  if (voxelCount(step.volume.size) === 0) return emptyMask(volume);
  const infer = infererOf(config.inference.inferer);
  const onWindow = (windowsDone: number, windows: number) =>
    report({ stage: 'running', windowsDone, windows });
  const scores = await timings.time('network', () =>
    infer(asFloat32(step.volume), predict, { signal, onWindow }),
  );
  report({ stage: 'restoring' });
  const mask = await timings.time('restore', () => finishScores(scores, step, config.post));
  assertHome(mask, volume, step);
  return mask;
}

function assertChannels({ channels: taken }: LoadedModel, { channels }: Volume): void {
  if (taken === undefined || taken === channels) return;
  const counted = `${channels} channel${channels === 1 ? '' : 's'}`;
  throw new UnfitImage(`The image has ${counted}; the network of this model takes ${taken}.`);
}

function infererOf(spec: InfererSpec): Inferer {
  switch (spec.kind) {
    case 'simple':
      return simpleInferer(spec);
    case 'sliding-window':
      return slidingWindowInferer(spec);
    default:
      return assertNever(spec);
  }
}

/** What a chain that found nothing to look at, such as a crop to a foreground that is not there, leads to. */
const emptyMask = (volume: Volume): LabelMap => makeLabelMap(volume, allocateLabels(volume, 0));

function assertHome(mask: LabelMap, volume: Volume, step: SpatialStep): void {
  if (sameGrid(mask, volume)) return;
  throw new BrokenInvariant(
    `A mask of ${mask.size.join(' x ')} came back for a volume of ${volume.size.join(' x ')}, ` +
      `by way of ${step.volume.size.join(' x ')}.`,
  );
}
