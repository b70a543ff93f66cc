import { chain } from '../chain.js';
import type { SpatialTransform } from '../step.js';
import { centerSpatialCrop } from './center-spatial-crop.js';
import type { PadFill } from './pad-fill.js';
import { spatialPad, type SpatialPadArgs } from './spatial-pad.js';

export interface ResizeWithPadOrCropArgs extends PadFill {
  /** Voxels along x, y and z; 0 or less keeps the whole axis. */
  readonly size: readonly [number, number, number];
  /** Where voxels are added: on both sides, an odd one at the end; or all at the end. Default `symmetric`. */
  readonly method?: NonNullable<SpatialPadArgs['method']>;
}

/**
 * Cuts what is too long about the middle and adds voxels, zeros unless told otherwise, where an image is too short,
 * so that it has exactly this size (MONAI's ResizeWithPadOrCrop). Exact: nothing is resampled; the affine's origin and points move together.
 */
export const resizeWithPadOrCrop = ({
  size,
  method = 'symmetric',
  ...fill
}: ResizeWithPadOrCropArgs): SpatialTransform =>
  chain([centerSpatialCrop({ size }), spatialPad({ size, method, ...fill })]);
