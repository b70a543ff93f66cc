import { voxelPoint, voxelToVoxel, type Affine, type Size, type VoxelPoint } from '@aiaa/volume';
import { roundHalfEven } from '../round-half-even.js';

/**
 * How many voxels of another grid cover a grid, by where `turn` takes its corners, `compute_shape_offset` of MONAI:
 * between the border voxels' centres, or with `scaleExtent` between their outer edges.
 */
export function coveringSize(size: Size, turn: Affine, scaleExtent = false): Size {
  const turned = cornersOf(size, scaleExtent).map((corner) => voxelToVoxel(turn, corner));
  const ends = scaleExtent ? 0 : 1;
  const along = (axis: 0 | 1 | 2): number => {
    const values = turned.map((corner) => corner[axis]);
    return roundHalfEven(Math.max(...values) - Math.min(...values) + ends);
  };
  return [along(0), along(1), along(2)];
}

/** The corners of a grid: the border voxels' centres, or their outer edges. */
export function cornersOf(size: Size, scaleExtent: boolean): readonly VoxelPoint[] {
  const beyond = scaleExtent ? 0.5 : 0;
  const ends = (axis: 0 | 1 | 2) => [-beyond, size[axis] - 1 + beyond];
  return ends(0).flatMap((x) => ends(1).flatMap((y) => ends(2).map((z) => voxelPoint(x, y, z))));
}
