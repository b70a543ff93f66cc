import { voxelIndex, type Size, type VoxelIndex, type VoxelPoint } from '@aiaa/volume';

/**
 * The voxel of a grid that is nearest to a point, which may lie outside: clients send the size itself as the last
 * index. Halfway between two voxels it is the higher, as `nearestVoxel` has it.
 */
export function nearestOnGrid(point: VoxelPoint, size: Size): VoxelIndex {
  const along = (axis: 0 | 1 | 2): number =>
    Math.min(Math.max(Math.floor(point[axis] + 0.5), 0), size[axis] - 1);
  return voxelIndex(along(0), along(1), along(2));
}
