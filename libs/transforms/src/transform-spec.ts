import type { NormalizeIntensityArgs } from './intensity/normalize-intensity.js';
import type { ScaleIntensityArgs } from './intensity/scale-intensity.js';
import type { ScaleIntensityRangeArgs } from './intensity/scale-intensity-range.js';
import type { CenterSpatialCropArgs } from './spatial/center-spatial-crop.js';
import type { CropForegroundArgs } from './spatial/crop-foreground.js';
import type { OrientationArgs } from './spatial/orientation.js';
import type { ResizeArgs } from './spatial/resize.js';
import type { SpacingArgs } from './spatial/spacing.js';
import type { SpatialCropArgs } from './spatial/spatial-crop.js';
import type { SpatialPadArgs } from './spatial/spatial-pad.js';

/** Every kind of transform with its arguments; what is optional there has MONAI's default. */
export interface TransformArgs {
  readonly orientation: OrientationArgs;
  readonly spacing: SpacingArgs;
  readonly resize: ResizeArgs;
  readonly 'crop-foreground': CropForegroundArgs;
  readonly 'spatial-crop': SpatialCropArgs;
  readonly 'center-spatial-crop': CenterSpatialCropArgs;
  readonly 'spatial-pad': SpatialPadArgs;
  readonly 'scale-intensity': ScaleIntensityArgs;
  readonly 'scale-intensity-range': ScaleIntensityRangeArgs;
  readonly 'normalize-intensity': NormalizeIntensityArgs;
}

export type TransformKind = keyof TransformArgs;

/** A transform as data: its kind and its arguments, decoded and typed. */
export type TransformSpec<K extends TransformKind = TransformKind> = {
  [Kind in K]: { readonly kind: Kind } & TransformArgs[Kind];
}[K];
