import { chain } from './chain.js';
import { gaussianSmooth } from './intensity/gaussian-smooth.js';
import { normalizeIntensity } from './intensity/normalize-intensity.js';
import { scaleIntensity } from './intensity/scale-intensity.js';
import { scaleIntensityRange } from './intensity/scale-intensity-range.js';
import { scaleIntensityRangePercentiles } from './intensity/scale-intensity-range-percentiles.js';
import { thresholdIntensity } from './intensity/threshold-intensity.js';
import { borderPad } from './spatial/border-pad.js';
import { centerSpatialCrop } from './spatial/center-spatial-crop.js';
import { cropForeground } from './spatial/crop-foreground.js';
import { divisiblePad } from './spatial/divisible-pad.js';
import { flip } from './spatial/flip.js';
import { orientation } from './spatial/orientation.js';
import { resize } from './spatial/resize.js';
import { resizeWithPadOrCrop } from './spatial/resize-with-pad-or-crop.js';
import { rotate90 } from './spatial/rotate90.js';
import { spacing } from './spatial/spacing.js';
import { spatialCrop } from './spatial/spatial-crop.js';
import { spatialPad } from './spatial/spatial-pad.js';
import { spatialResample } from './spatial/spatial-resample.js';
import type { TransformArgs, TransformKind, TransformSpec } from './transform-spec.js';
import type { SpatialTransform } from './step.js';

/** Total: a kind without a builder does not compile. */
const BUILDERS: { readonly [Kind in TransformKind]: (args: TransformArgs[Kind]) => SpatialTransform } = {
  orientation,
  flip,
  rotate90,
  spacing,
  'spatial-resample': spatialResample,
  resize,
  'crop-foreground': cropForeground,
  'spatial-crop': spatialCrop,
  'center-spatial-crop': centerSpatialCrop,
  'spatial-pad': spatialPad,
  'border-pad': borderPad,
  'divisible-pad': divisiblePad,
  'resize-with-pad-or-crop': resizeWithPadOrCrop,
  'scale-intensity': scaleIntensity,
  'scale-intensity-range': scaleIntensityRange,
  'scale-intensity-range-percentiles': scaleIntensityRangePercentiles,
  'normalize-intensity': normalizeIntensity,
  'threshold-intensity': thresholdIntensity,
  'gaussian-smooth': gaussianSmooth,
};

/** The transform that a spec describes. @throws RangeError when an argument has no meaning, such as axis codes. */
export function buildTransform<K extends TransformKind>(spec: TransformSpec<K>): SpatialTransform {
  return BUILDERS[spec.kind](spec);
}

/** One transform for several specs, in their order. */
export const buildChain = (specs: readonly TransformSpec[]): SpatialTransform =>
  chain(specs.map((spec) => buildTransform(spec)));
