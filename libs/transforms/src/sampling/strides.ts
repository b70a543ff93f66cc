import { LimitExceeded, voxelCount, type Size } from '@aiaa/volume';

/** Places in memory are kept as int32. */
const MOST_VOXELS = 2 ** 31 - 1;

/**
 * How far apart neighbours along x, y and z lie in memory.
 * @throws LimitExceeded for a grid of 2^31 voxels or more.
 */
export function stridesOf(size: Size): readonly [number, number, number] {
  if (voxelCount(size) > MOST_VOXELS) {
    throw new LimitExceeded(
      `A grid of ${size.join(' x ')} voxels is too large to resample: the most is ${MOST_VOXELS}.`,
    );
  }
  return [1, size[0], size[0] * size[1]];
}

/** Indices along an axis as places in memory, where neighbours lie `stride` apart; -1, for none, stays. */
export const placesIn = (indices: Int32Array, stride: number): Int32Array =>
  indices.map((index) => (index < 0 ? -1 : index * stride));
