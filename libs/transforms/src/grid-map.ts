import { invertAffine, voxelToVoxel, type Affine, type Grid, type VoxelPoint } from '@aiaa/volume';

/** Where the voxels of one grid lie in another: all that is needed to carry clicks forth and masks back. */
export interface GridMap {
  readonly from: Grid;
  readonly to: Grid;
  /** Takes a voxel of `from` to its place among the voxels of `to`. */
  readonly matrix: Affine;
  /** A permutation, a flip, a shift by whole voxels: every voxel lands on a voxel and nothing is interpolated. */
  readonly exact: boolean;
  /** Made by Resize, by sizes alone: MONAI takes labels back by another rule than through a map of affines. */
  readonly resized?: true;
}

/** The grid of a volume without its voxels, so that a map never keeps them in memory. */
export const gridOf = ({ size, affine }: Grid): Grid => ({ size, affine });

export const invertMap = (map: GridMap): GridMap => ({
  ...map,
  from: map.to,
  to: map.from,
  matrix: invertAffine(map.matrix),
});

/** Where a point of the first grid lies in the last; the point need not stay inside any of them. */
export const carryPoint = (maps: readonly GridMap[], point: VoxelPoint): VoxelPoint =>
  maps.reduce((carried, { matrix }) => voxelToVoxel(matrix, carried), point);
