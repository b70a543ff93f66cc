import {
  invertAffine,
  multiplyAffines,
  sameAffine,
  sameSize,
  voxelCount,
  type Affine,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { gridOf, type GridMap } from '../grid-map.js';
import { asFloat32 } from '../sampling/as-float32.js';
import { resample } from '../sampling/resample.js';
import { identityStep, makeStep, type SpatialTransform } from '../step.js';
import { affineMap } from './affine-map.js';
import { coveringSize } from './covering-size.js';
import { perAxis, type PerAxis } from './per-axis.js';
import type { SpacingArgs } from './spacing.js';

export interface SpatialResampleArgs extends Pick<SpacingArgs, 'mode' | 'paddingMode' | 'alignCorners'> {
  /** Where the voxels of the result lie. Default: where those of the image lie. */
  readonly affine?: Affine;
  /** Voxels along x, y and z, less than 0 keeps an axis. Default: as many as cover the image, from the first on. */
  readonly size?: PerAxis;
}

/**
 * Resamples to a grid given by its affine (MONAI's SpatialResample). The result is float32 and lies where that affine
 * says, whatever of the image it covers; points go where the two affines take them. A grid that is the wanted one
 * already is kept, and so is a volume without voxels.
 * @throws MalformedImage when an affine has no inverse.
 */
export const spatialResample =
  (args: SpatialResampleArgs): SpatialTransform =>
  (volume) => {
    const map = voxelCount(volume.size) === 0 ? undefined : mapTo(volume, args);
    if (map === undefined) return identityStep(asFloat32(volume));
    const { mode = 'bilinear', paddingMode = 'border' } = args;
    return makeStep(resample(volume, map, { mode, paddingMode }), [map]);
  };

/** MONAI copies instead of resampling when no number of the affine would change by more. */
const SAME_AFFINE = 1e-3;

/** Undefined when the grid is the wanted one already. */
function mapTo(volume: Volume, args: SpatialResampleArgs): GridMap | undefined {
  const { affine = volume.affine, size, alignCorners = false } = args;
  const from = gridOf(volume);
  const turn = multiplyAffines(invertAffine(affine), from.affine);
  const to = { affine, size: size === undefined ? coveringSize(from.size, turn) : sizeOf(size, from.size) };
  if (sameSize(from.size, to.size) && sameAffine(from.affine, affine, SAME_AFFINE)) return undefined;
  return affineMap(from, to, { turn, alignCorners });
}

function sizeOf(wanted: PerAxis, size: Size): Size {
  const [x, y, z] = perAxis(wanted);
  return [x >= 0 ? x : size[0], y >= 0 ? y : size[1], z >= 0 ? z : size[2]];
}
