import {
  affineColumn,
  invertAffine,
  multiplyAffines,
  voxelPoint,
  voxelToVoxel,
  withOrigin,
  type Affine,
  type Grid,
  type Size,
} from '@aiaa/volume';
import type { GridMap } from '../grid-map.js';
import { withoutNoise } from './without-noise.js';

export interface AffineMapOptions {
  /** The 3 x 3 part of the matrix from old voxels to new. */
  readonly turn: Affine;
  /** Whether the values stretch until the border voxels' centres meet (PyTorch's align_corners). */
  readonly alignCorners: boolean;
}

/** The map between two grids that lie where their affines say: MONAI's SpatialResample. */
export function affineMap(from: Grid, to: Grid, { turn, alignCorners }: AffineMapOptions): GridMap {
  const placed = withOrigin(withoutNoise(turn, from.size), shiftBetween(from, to));
  const matrix = alignCorners ? stretched(placed, from.size, to.size) : placed;
  return { from, to, matrix, exact: false };
}

/** Where voxel (0, 0, 0) of one grid lies in the other. */
function shiftBetween(from: Grid, to: Grid): readonly [number, number, number] {
  const [x, y, z] = affineColumn(from.affine, 3);
  const [a, b, c] = affineColumn(to.affine, 3);
  const turnBack = invertAffine(withOrigin(to.affine, [0, 0, 0]));
  const [i, j, k] = voxelToVoxel(turnBack, voxelPoint(x - a, y - b, z - c));
  return [i, j, k];
}

/**
 * With align_corners PyTorch takes the same normalised coordinates from centre to centre that MONAI wrote from
 * edge to edge; so the values end up stretched against the affine, here as there.
 */
const stretched = (matrix: Affine, from: Size, to: Size): Affine =>
  multiplyAffines(edgesToCentres(to), multiplyAffines(matrix, invertAffine(edgesToCentres(from))));

/** Takes -0.5 to 0 and n - 0.5 to n - 1 on every axis; an axis of one voxel is left alone. */
function edgesToCentres(size: Size): Affine {
  const scale = (axis: 0 | 1 | 2): number => (size[axis] > 1 ? (size[axis] - 1) / size[axis] : 1);
  const shift = (axis: 0 | 1 | 2): number => (size[axis] > 1 ? 0.5 * scale(axis) : 0);
  return [
    scale(0), 0, 0, shift(0),
    0, scale(1), 0, shift(1),
    0, 0, scale(2), shift(2),
    0, 0, 0, 1,
  ]; // prettier-ignore
}
