import type { Size } from '@aiaa/volume';
import type { AxisOffsets } from './gather.js';
import { stridesOf } from './strides.js';
import type { AxisWalk, Walk } from './walk-axes.js';

/** What each voxel along each axis adds to the place in memory of its nearest voxel; -1 where it has none. */
export function nearestOffsets(walk: Walk, size: Size): AxisOffsets {
  const strides = stridesOf(size);
  const offsets = ({ axis, positions }: AxisWalk): Int32Array =>
    Int32Array.from(positions, (p) => (Number.isNaN(p) ? -1 : Math.floor(p + 0.5) * strides[axis]));
  return [offsets(walk[0]), offsets(walk[1]), offsets(walk[2])];
}
