import { voxelIndex, type LabelMap, type VoxelIndex } from '@aiaa/volume';

/**
 * The voxels at which everything that is not background begins and ends: at the least and the greatest x,
 * then y, then z. Of several the first in scan order, x fastest (MONAI's get_extreme_points draws one by
 * lot); none when the map is empty.
 */
export function extremePoints(map: LabelMap): readonly VoxelIndex[] {
  const { voxels, size } = map;
  const [width, height, depth] = size;
  const extremes = new Extremes();
  for (let row = 0, at = 0; row < height * depth; row++, at += width) {
    let first = 0;
    while (first < width && voxels[at + first] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (voxels[at + last] === 0) last--;
    const y = row % height;
    const z = Math.floor(row / height);
    extremes.meet(voxelIndex(first, y, z));
    extremes.meet(voxelIndex(last, y, z));
  }
  return extremes.points;
}

/** Met in scan order, a later voxel replaces an earlier one only when it lies further out. */
class Extremes {
  points: readonly VoxelIndex[] = [];

  meet(voxel: VoxelIndex): void {
    if (this.points.length === 0) this.points = [voxel, voxel, voxel, voxel, voxel, voxel];
    this.points = this.points.map((held, at) => {
      const axis = at >> 1;
      const further = at % 2 === 0 ? voxel[axis] < held[axis] : voxel[axis] > held[axis];
      return further ? voxel : held;
    });
  }
}
