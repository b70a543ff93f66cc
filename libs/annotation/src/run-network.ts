import { simpleInferer, slidingWindowInferer, type Inferer } from '@aiaa/inference';
import type { InfererSpec } from '@aiaa/models';
import type { SpatialStep } from '@aiaa/transforms';
import {
  allocateLabels,
  makeLabelMap,
  sameGrid,
  voxelCount,
  type Box,
  type LabelMap,
  type Volume,
} from '@aiaa/volume';
import { BrokenInvariant, assertNever } from '@aiaa/volume/errors';
import { finishScores } from './finish-scores.js';
import type { LoadedNetwork } from './network-cache.js';
import { prepare } from './prepare.js';
import { seenBox } from './seen-box.js';
import type { Task } from './task.js';
import { timedPredictor } from './timed-predictor.js';
import type { WarmCache } from './warm-cache.js';

/** What a model found, on the image's own grid. */
export interface Found {
  readonly mask: LabelMap;
  /** The part of the image that was looked at: outside of it the mask is background. */
  readonly seen: Box;
}

/**
 * The spine of every request: the model's chain carries the volume and its clicks forth, its network scores it, and
 * the chain brings the mask back onto the very grid it came from.
 * @throws whatever `prepare` and the model's inferer throw; BrokenInvariant when the mask is on another grid than the
 * volume.
 */
export async function runNetwork(model: LoadedNetwork, task: Task, warm: WarmCache): Promise<Found> {
  const { config } = model;
  const { image, timings, report, signal } = task;
  const { shown, step } = await timings.time('transform', () => prepare(model, task, warm));
  const seen = seenBox(step);
  if (voxelCount(shown.size) === 0) return { mask: emptyMask(image.volume), seen };
  const infer = infererOf(config.inference.inferer);
  const onWindow = (windowsDone: number, windows: number) =>
    report({ stage: 'running', windowsDone, windows });
  const scores = await timings.time('network', () =>
    infer(shown, timedPredictor(model, timings), { signal, onWindow }),
  );
  report({ stage: 'restoring' });
  const mask = await timings.time('restore', () => finishScores(scores, step, config.post));
  assertHome(mask, image.volume, step);
  return { mask, seen };
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
