import type { GaussianSmoothArgs } from './intensity/gaussian-smooth.js';
import type { NormalizeIntensityArgs } from './intensity/normalize-intensity.js';
import type { ScaleIntensityArgs } from './intensity/scale-intensity.js';
import type { ScaleIntensityRangeArgs } from './intensity/scale-intensity-range.js';
import type { ScaleIntensityRangePercentilesArgs } from './intensity/scale-intensity-range-percentiles.js';
import type { ThresholdIntensityArgs } from './intensity/threshold-intensity.js';
import type { BorderPadArgs } from './spatial/border-pad.js';
import type { CenterSpatialCropArgs } from './spatial/center-spatial-crop.js';
import type { CropForegroundArgs } from './spatial/crop-foreground.js';
import type { DivisiblePadArgs } from './spatial/divisible-pad.js';
import type { FlipArgs } from './spatial/flip.js';
import type { OrientationArgs } from './spatial/orientation.js';
import type { ResizeArgs } from './spatial/resize.js';
import type { ResizeWithPadOrCropArgs } from './spatial/resize-with-pad-or-crop.js';
import type { Rotate90Args } from './spatial/rotate90.js';
import type { SpacingArgs } from './spatial/spacing.js';
import type { SpatialCropArgs } from './spatial/spatial-crop.js';
import type { SpatialPadArgs } from './spatial/spatial-pad.js';
import type { SpatialResampleArgs } from './spatial/spatial-resample.js';

/** Every kind of transform with its arguments; what is optional there has MONAI's default. */
export interface TransformArgs {
  readonly orientation: OrientationArgs;
  readonly flip: FlipArgs;
  readonly rotate90: Rotate90Args;
  readonly spacing: SpacingArgs;
  readonly 'spatial-resample': SpatialResampleArgs;
  readonly resize: ResizeArgs;
  readonly 'crop-foreground': CropForegroundArgs;
  readonly 'spatial-crop': SpatialCropArgs;
  readonly 'center-spatial-crop': CenterSpatialCropArgs;
  readonly 'spatial-pad': SpatialPadArgs;
  readonly 'border-pad': BorderPadArgs;
  readonly 'divisible-pad': DivisiblePadArgs;
  readonly 'resize-with-pad-or-crop': ResizeWithPadOrCropArgs;
  readonly 'scale-intensity': ScaleIntensityArgs;
  readonly 'scale-intensity-range': ScaleIntensityRangeArgs;
  readonly 'scale-intensity-range-percentiles': ScaleIntensityRangePercentilesArgs;
  readonly 'normalize-intensity': NormalizeIntensityArgs;
  readonly 'threshold-intensity': ThresholdIntensityArgs;
  readonly 'gaussian-smooth': GaussianSmoothArgs;
}

export type TransformKind = keyof TransformArgs;

/** A transform as data: its kind and its arguments, decoded and typed. */
export type TransformSpec<K extends TransformKind = TransformKind> = {
  [Kind in K]: { readonly kind: Kind } & TransformArgs[Kind];
}[K];
