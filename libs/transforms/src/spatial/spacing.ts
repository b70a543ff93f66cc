import { sameAffine, sameSize, volumeSpacing, voxelCount, type Volume } from '@aiaa/volume';
import { gridOf, type GridMap } from '../grid-map.js';
import { asFloat32 } from '../sampling/as-float32.js';
import type { PaddingMode } from '../sampling/padding.js';
import { resample } from '../sampling/resample.js';
import { identityStep, makeStep, type SpatialTransform } from '../step.js';
import { affineMap } from './affine-map.js';
import { spacingGrid } from './spacing-grid.js';
import { targetSpacing, type TargetSpacing } from './target-spacing.js';

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
  return affineMap(from, to, { turn, alignCorners });
}
