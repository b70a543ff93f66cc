import { voxelIndex, type Box, type Size, type VoxelIndex } from '@aiaa/volume';

type Triple = readonly [number, number, number];

/**
 * The box that holds all clicks and a margin around them, cut where the image ends. Clicks far outside leave a
 * box of the voxels nearest to them, where MONAI's would be empty.
 * @throws RangeError when there are no clicks, or a margin is below 0.
 */
export function boxAround(clicks: readonly VoxelIndex[], size: Size, margin: Triple): Box {
  if (clicks.length === 0) throw new RangeError('There is no box around no clicks; it takes at least one.');
  if (!margin.every((voxels) => voxels >= 0)) {
    throw new RangeError(`A margin around clicks is 0 voxels or more, not ${margin.join(', ')}.`);
  }
  const along = (axis: 0 | 1 | 2): readonly [number, number] => {
    const least = clicks.reduce((low, click) => Math.min(low, click[axis]), Infinity);
    const greatest = clicks.reduce((high, click) => Math.max(high, click[axis]), -Infinity);
    const start = Math.max(Math.min(least - margin[axis], size[axis] - 1), 0);
    return [start, Math.min(Math.max(greatest + margin[axis] + 1, start + 1), size[axis])];
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return { min: voxelIndex(x[0], y[0], z[0]), max: voxelIndex(x[1], y[1], z[1]) };
}
