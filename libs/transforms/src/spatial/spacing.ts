import {
  affineColumn,
  invertAffine,
  multiplyAffines,
  sameAffine,
  sameSize,
  volumeSpacing,
  voxelPoint,
  voxelCount,
  voxelToVoxel,
  withOrigin,
  type Affine,
  type Grid,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { gridOf, type GridMap } from '../grid-map.js';
import { asFloat32 } from '../sampling/as-float32.js';
import type { PaddingMode } from '../sampling/padding.js';
import { resample } from '../sampling/resample.js';
import { identityStep, makeStep, type SpatialTransform } from '../step.js';
import { spacingGrid } from './spacing-grid.js';
import { targetSpacing, type TargetSpacing } from './target-spacing.js';
import { withoutNoise } from './without-noise.js';

export interface SpacingArgs extends TargetSpacing {
  /** Whether the new axes run along the world's. Default false: along the old ones. */
  readonly diagonal?: boolean;
  /** Default `bilinear`, in three dimensions. */
  readonly mode?: 'bilinear' | 'nearest';
  /** Default `border`. */
  readonly paddingMode?: PaddingMode;
  /** Whether the values stretch until the border voxels' centres meet (PyTorch's align_corners). Default false. */
  readonly alignCorners?: boolean;
  /** Whether the outer edges of the border voxels are kept, instead of their centres. Default false. */
  readonly scaleExtent?: boolean;
}

/**
 * Resamples to other distances between voxels (MONAI's Spacing). The result is float32. A grid that has this
 * spacing already is kept, and so is a volume without voxels.
 */
export const spacing =
  (args: SpacingArgs): SpatialTransform =>
  (volume) => {
    if (voxelCount(volume.size) === 0) return identityStep(asFloat32(volume));
    const map = spacingMap(volume, args);
    if (map === undefined) return identityStep(asFloat32(volume));
    const { mode = 'bilinear', paddingMode = 'border' } = args;
    return makeStep(resample(volume, map, { mode, paddingMode }), [map]);
  };

/** MONAI copies instead of resampling when no number of the affine would change by more. */
const SAME_AFFINE = 1e-3;

/** Undefined when the grid is the wanted one already. */
function spacingMap(volume: Volume, args: SpacingArgs): GridMap | undefined {
  const { diagonal = false, scaleExtent = false, alignCorners = false } = args;
  const from = gridOf(volume);
  const { to, turn } = spacingGrid(from, targetSpacing(volumeSpacing(volume), args), {
    diagonal,
    scaleExtent,
  });
  if (sameSize(from.size, to.size) && sameAffine(from.affine, to.affine, SAME_AFFINE)) return undefined;
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
