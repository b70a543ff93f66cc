import { allocateVoxels, type Dtype, type Voxels } from './dtype.js';
import type { Volume } from './volume.js';

/** One slice, seen from +axis towards −axis: `width` runs along the lower remaining axis, rows along the higher. */
export interface Plane<D extends Dtype = Dtype> {
  readonly width: number;
  readonly height: number;
  /** Row-major, width fastest. */
  readonly values: Voxels<D>;
}

/**
 * Slice `at` of the first channel across `axis` (0 = x, 1 = y, 2 = z).
 * @throws RangeError when the slice lies outside the volume.
 */
export function planeOf<D extends Dtype>(volume: Volume<D>, axis: 0 | 1 | 2, at: number): Plane<D> {
  const { size, voxels, dtype } = volume;
  if (!Number.isInteger(at) || at < 0 || at >= size[axis]) {
    throw new RangeError(`Slice ${at} lies outside axis ${axis}, which has ${size[axis]} voxels.`);
  }
  const [u, v] = axis === 0 ? ([1, 2] as const) : axis === 1 ? ([0, 2] as const) : ([0, 1] as const);
  const [width, height] = [size[u], size[v]];
  const values = allocateVoxels(dtype, width * height);
  const strides = [1, size[0], size[0] * size[1]] as const;
  const start = at * strides[axis];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      values[row * width + column] = voxels[start + column * strides[u] + row * strides[v]] ?? 0;
    }
  }
  return { width, height, values };
}
