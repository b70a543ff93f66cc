import { linearIndex, type Size, type VoxelIndex } from '@aiaa/volume';
import type { PerAxis } from '../spatial/per-axis.js';
import { addBells } from './add-bells.js';
import type { Painter } from './append-channels.js';

export interface PointsImage {
  /** Voxels inside the image; one that is named twice counts once. */
  readonly points: readonly VoxelIndex[];
  /** The standard deviation of the bell around each, in voxels. */
  readonly sigma: PerAxis;
  /** What the lowest and the highest value become. */
  readonly low: number;
  readonly high: number;
}

/**
 * An image of points: a bell around each, rescaled. Without points it is `low`, and where all voxels come out
 * alike `high`; MONAI divides by 0 there.
 */
export const paintPoints =
  ({ points, sigma, low, high }: PointsImage): Painter =>
  (channel, size) => {
    const belled = addBells(channel, { size, voxels: distinct(points, size), sigma });
    if (points.length === 0) channel.fill(low);
    else if (low === 0 && belled.length < channel.length) rescale(belled, { least: 0, low, high });
    else rescale(channel, { least: Infinity, low, high });
  };

const distinct = (points: readonly VoxelIndex[], size: Size): readonly VoxelIndex[] => [
  ...new Map(points.map((point) => [linearIndex(size, point[0], point[1], point[2]), point])).values(),
];

interface Range {
  /** The lowest value that is known of. */
  readonly least: number;
  readonly low: number;
  readonly high: number;
}

function rescale(values: Float32Array, { low, high, ...known }: Range): void {
  let { least } = known;
  let greatest = -Infinity;
  // by index: an iterator takes four times as long
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (least === greatest) {
    values.fill(high);
    return;
  }
  const scale = (high - low) / (greatest - least);
  for (let at = 0; at < values.length; at++) values[at] = (values[at] - least) * scale + low;
}
