import { voxelIndex, type Box, type VoxelIndex } from '@aiaa/volume';

/** The smallest box around the foreground whose `extremePoints` these are: the empty box at the origin for none. */
export function boxOfExtremes([left, right, front, back, low, high]: readonly VoxelIndex[]): Box {
  if (left === undefined) return { min: voxelIndex(0, 0, 0), max: voxelIndex(0, 0, 0) };
  return {
    min: voxelIndex(left[0], front[1], low[2]),
    max: voxelIndex(right[0] + 1, back[1] + 1, high[2] + 1),
  };
}
