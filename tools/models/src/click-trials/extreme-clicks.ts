import { extremePoints } from '@aiaa/transforms';
import { linearIndex, voxelIndex, type LabelMap, type VoxelIndex } from '@aiaa/volume';

const AXES = [0, 1, 2] as const;

/** The six voxels that somebody would point at: in each outermost plane of a mask, the one nearest to its middle. */
export const extremeClicks = (mask: LabelMap): readonly VoxelIndex[] =>
  extremePoints(mask).map((point, at) => {
    const axis = AXES[at >> 1];
    return nearestToMiddle(voxelsOfPlane(mask, axis, point[axis]));
  });

function voxelsOfPlane({ voxels, size }: LabelMap, axis: 0 | 1 | 2, plane: number): VoxelIndex[] {
  const found: VoxelIndex[] = [];
  const from = AXES.map((a) => (a === axis ? plane : 0));
  const to = AXES.map((a) => (a === axis ? plane + 1 : size[a]));
  for (let z = from[2]; z < to[2]; z++)
    for (let y = from[1]; y < to[1]; y++)
      for (let x = from[0]; x < to[0]; x++)
        if (voxels[linearIndex(size, x, y, z)] > 0) found.push(voxelIndex(x, y, z));
  return found;
}

function nearestToMiddle(voxels: readonly VoxelIndex[]): VoxelIndex {
  const middle = AXES.map((axis) => voxels.reduce((sum, voxel) => sum + voxel[axis], 0) / voxels.length);
  const away = (voxel: VoxelIndex) =>
    AXES.reduce<number>((sum, axis) => sum + (voxel[axis] - middle[axis]) ** 2, 0);
  return voxels.reduce((best, voxel) => (away(voxel) < away(best) ? voxel : best));
}
