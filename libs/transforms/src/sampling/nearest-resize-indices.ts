import type { Size } from '@aiaa/volume';
import type { TakenAxes, TakenAxis } from './gather.js';

/**
 * Which voxels a resized grid copies, by PyTorch's `interpolate` with mode `nearest`:
 * floor(index * from / to), ratio and product in float32. Whole-number arithmetic differs now and then:
 * from 2 to 82 voxels, index 41 copies voxel 0. Mode `nearest-exact` looks from the new voxel's centre, half a
 * voxel further on.
 */
export function nearestResizeIndices(
  from: Size,
  to: Size,
  mode: 'nearest' | 'nearest-exact' = 'nearest',
): TakenAxes {
  const shift = mode === 'nearest-exact' ? 0.5 : 0;
  const along = (axis: 0 | 1 | 2): TakenAxis => {
    const ratio = Math.fround(from[axis] / to[axis]);
    const last = from[axis] - 1;
    const source = (index: number): number =>
      Math.min(Math.floor(Math.fround((index + shift) * ratio)), last);
    const indices = Int32Array.from({ length: to[axis] }, (_, index) => (last < 0 ? -1 : source(index)));
    return { axis, indices };
  };
  return [along(0), along(1), along(2)];
}
