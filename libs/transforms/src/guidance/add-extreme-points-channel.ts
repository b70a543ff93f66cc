import { voxelIndex, type Size, type VoxelIndex } from '@aiaa/volume';
import type { PerAxis } from '../spatial/per-axis.js';
import { makeStep } from '../step.js';
import { appendChannels } from './append-channels.js';
import type { GuidedTransform } from './guided-step.js';
import { paintPoints } from './paint-points.js';

export interface ExtremePointsChannelArgs {
  /** The standard deviation of the bell around a point, in voxels. Default 3. */
  readonly sigma?: PerAxis;
  /** What becomes of a voxel far from every point. Default -1. */
  readonly rescaleMin?: number;
  /** What becomes of the brightest voxel. Default 1. */
  readonly rescaleMax?: number;
}

/**
 * Appends one channel that shows all points (MONAI's AddExtremePointsChannel): a bell around each, rescaled. It is
 * the last; float32, and the grid and the points stay. A point that a crop has left outside shows on the border; MONAI
 * counts negative ones from the end.
 */
export const addExtremePointsChannel =
  ({ sigma = 3, rescaleMin = -1, rescaleMax = 1 }: ExtremePointsChannelArgs = {}): GuidedTransform =>
  ({ step, guidance }) => {
    const { volume, maps } = step;
    const points = guidance.flat().map((point) => clamped(point, volume.size));
    const image = paintPoints({ points, sigma, low: rescaleMin, high: rescaleMax });
    return { step: makeStep(appendChannels(volume, volume.channels, [image]), maps), guidance };
  };

function clamped(point: VoxelIndex, size: Size): VoxelIndex {
  const along = (axis: 0 | 1 | 2): number => Math.min(Math.max(point[axis], 0), size[axis] - 1);
  return voxelIndex(along(0), along(1), along(2));
}
