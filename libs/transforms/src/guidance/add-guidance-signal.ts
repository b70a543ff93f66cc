import { voxelIndex, type Size, type VoxelIndex } from '@aiaa/volume';
import type { PerAxis } from '../spatial/per-axis.js';
import { makeStep } from '../step.js';
import { appendChannels, type Painter } from './append-channels.js';
import type { GuidedTransform } from './guided-step.js';
import { paintPoints } from './paint-points.js';

export interface GuidanceSignalArgs {
  /** The standard deviation of the bell around a click, in voxels. Default 2; DeepEdit has 3. */
  readonly sigma?: PerAxis;
  /** How many channels of the image are kept, from the first. Default 1. */
  readonly intensityChannels?: number;
}

/**
 * Appends a channel for each list of clicks (MONAI's AddGuidanceSignal): a bell around each click, all from 0 to 1;
 * zeros where a list is empty. Float32; the grid and the clicks stay. A click with a negative coordinate is passed
 * over, one beyond the last voxel shows on the border.
 * @throws UnfitImage when the image has fewer channels than are to be kept.
 */
export const addGuidanceSignal =
  ({ sigma = 2, intensityChannels = 1 }: GuidanceSignalArgs = {}): GuidedTransform =>
  ({ step, guidance }) => {
    const signals = guidance.map((clicks) => guidanceSignal(clicks, sigma));
    return {
      step: makeStep(appendChannels(step.volume, intensityChannels, signals), step.maps),
      guidance,
    };
  };

const guidanceSignal =
  (clicks: readonly VoxelIndex[], sigma: PerAxis): Painter =>
  (channel, size) => {
    const points = size.includes(0) ? [] : clicks.filter(isNotNegative).map((click) => clamped(click, size));
    paintPoints({ points, sigma, low: 0, high: 1 })(channel, size);
  };

const isNotNegative = (click: VoxelIndex): boolean => click.every((coordinate) => coordinate >= 0);

function clamped(click: VoxelIndex, size: Size): VoxelIndex {
  const along = (axis: 0 | 1 | 2): number => Math.min(click[axis], size[axis] - 1);
  return voxelIndex(along(0), along(1), along(2));
}
