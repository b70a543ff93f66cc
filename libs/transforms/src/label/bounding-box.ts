import { voxelIndex, type Box, type Volume } from '@aiaa/volume';

/** The smallest box around every voxel above 0, in any channel; the empty box at the origin when there is none. */
export function boundingBox(volume: Volume): Box {
  const { voxels, size, channels } = volume;
  const [width, height, depth] = size;
  const low = [width, height, depth];
  const high = [-1, -1, -1];
  for (let row = 0, at = 0; row < height * depth * channels; row++, at += width) {
    let first = 0;
    while (first < width && !(voxels[at + first] > 0)) first++;
    if (first === width) continue;
    let last = width - 1;
    while (!(voxels[at + last] > 0)) last--;
    const y = row % height;
    const z = Math.floor(row / height) % depth;
    widen(low, high, [first, y, z]);
    widen(low, high, [last, y, z]);
  }
  if (high[0] < 0) return { min: voxelIndex(0, 0, 0), max: voxelIndex(0, 0, 0) };
  return { min: voxelIndex(low[0], low[1], low[2]), max: voxelIndex(high[0] + 1, high[1] + 1, high[2] + 1) };
}

function widen(low: number[], high: number[], voxel: readonly number[]): void {
  for (let axis = 0; axis < 3; axis++) {
    low[axis] = Math.min(low[axis], voxel[axis]);
    high[axis] = Math.max(high[axis], voxel[axis]);
  }
}
