import type { Size, VoxelIndex } from '@aiaa/volume';
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
 * the last; float32, and the grid and the points stay.
 * @throws RangeError when a point lies outside the image; MONAI counts negative ones from the end.
 */
export const addExtremePointsChannel =
  ({ sigma = 3, rescaleMin = -1, rescaleMax = 1 }: ExtremePointsChannelArgs = {}): GuidedTransform =>
  ({ step, guidance }) => {
    const { volume, maps } = step;
    const points = guidance.flat();
    points.forEach((point) => assertInside(point, volume.size));
    const image = paintPoints({ points, sigma, low: rescaleMin, high: rescaleMax });
    return { step: makeStep(appendChannels(volume, volume.channels, [image]), maps), guidance };
  };

function assertInside(point: VoxelIndex, size: Size): void {
  if (point.every((coordinate, axis) => coordinate >= 0 && coordinate < size[axis])) return;
  throw new RangeError(
    `An extreme point at (${point.join(', ')}) lies outside an image of ${size.join(' x ')} voxels.`,
  );
}
