import { boxSize, voxelIndex, type LabelMap, type VoxelIndex } from '@aiaa/volume';
import { labelTable } from './label-table.js';
import { findRuns } from './runs.js';

export interface Centroid {
  readonly label: number;
  readonly voxel: VoxelIndex;
}

/**
 * The mean place of each label that occurs, cut to whole voxels, labels ascending: GetCentroidsd of MONAI
 * Label (sample-apps/radiology/lib/transforms/transforms.py).
 */
export function centroids(map: LabelMap): readonly Centroid[] {
  const runs = findRuns(
    map,
    labelTable(map, (label) => label),
  );
  const [, height] = boxSize(runs.box);
  const sums = new Map<number, Sums>();
  for (let row = 0; row < runs.rows.length - 1; row++) {
    const [y, z] = [row % height, Math.floor(row / height)];
    for (let run = runs.rows[row]; run < runs.rows[row + 1]; run++) {
      const [from, to, label] = [runs.from[run], runs.to[run], runs.groups[run]];
      const sum = sums.get(label) ?? { voxels: 0, x: 0, y: 0, z: 0 };
      const length = to - from;
      sum.voxels += length;
      sum.x += (length * (from + to - 1)) / 2;
      sum.y += length * y;
      sum.z += length * z;
      sums.set(label, sum);
    }
  }
  return [...sums].sort(([a], [b]) => a - b).map(([label, sum]) => ({ label, voxel: middle(sum) }));
}

interface Sums {
  voxels: number;
  x: number;
  y: number;
  z: number;
}

const middle = ({ voxels, x, y, z }: Sums): VoxelIndex =>
  voxelIndex(Math.trunc(x / voxels), Math.trunc(y / voxels), Math.trunc(z / voxels));
