import { makeLabelMap, type LabelMap } from '@aiaa/volume';

/** One slice of a mask, by itself: of one voxel along z, on the same memory. */
export function sliceOf({ voxels, size, affine }: LabelMap, z: number): LabelMap {
  const area = size[0] * size[1];
  return makeLabelMap({ size: [size[0], size[1], 1], affine }, voxels.subarray(z * area, (z + 1) * area));
}
