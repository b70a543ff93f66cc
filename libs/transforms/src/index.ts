export { gridOf, type GridMap } from './grid-map.js';
export { identityStep, makeStep, type SpatialStep, type SpatialTransform } from './step.js';
export { chain } from './chain.js';
export type { TransformArgs, TransformKind, TransformSpec } from './transform-spec.js';
export { buildChain, buildTransform } from './build.js';
export type { Decision, Scores } from './scores.js';
export { restoreByNearest } from './restore-by-nearest.js';
export { restoreByResize } from './restore-by-resize.js';
export { restoreVolume } from './restore-volume.js';
export type { PaddingMode } from './sampling/padding.js';
export type { PerAxis } from './spatial/per-axis.js';
export type { PadFill, PadMode } from './spatial/pad-fill.js';
export { orientation, type OrientationArgs } from './spatial/orientation.js';
export { spacing, type SpacingArgs } from './spatial/spacing.js';
export type { TargetSpacing } from './spatial/target-spacing.js';
export { spatialResample, type SpatialResampleArgs } from './spatial/spatial-resample.js';
export { resize, type ResizeArgs } from './spatial/resize.js';
export { cropForeground, type CropForegroundArgs } from './spatial/crop-foreground.js';
export { spatialCrop, type SpatialCropArgs } from './spatial/spatial-crop.js';
export { centerSpatialCrop, type CenterSpatialCropArgs } from './spatial/center-spatial-crop.js';
export { spatialPad, type SpatialPadArgs } from './spatial/spatial-pad.js';
export { borderPad, type BorderPadArgs } from './spatial/border-pad.js';
export { divisiblePad, type DivisiblePadArgs } from './spatial/divisible-pad.js';
export { resizeWithPadOrCrop, type ResizeWithPadOrCropArgs } from './spatial/resize-with-pad-or-crop.js';
export { flip, type FlipArgs } from './spatial/flip.js';
export { rotate90, type Rotate90Args } from './spatial/rotate90.js';
export { scaleIntensity, type ScaleIntensityArgs } from './intensity/scale-intensity.js';
export { scaleIntensityRange, type ScaleIntensityRangeArgs } from './intensity/scale-intensity-range.js';
export {
  scaleIntensityRangePercentiles,
  type ScaleIntensityRangePercentilesArgs,
} from './intensity/scale-intensity-range-percentiles.js';
export { normalizeIntensity, type NormalizeIntensityArgs } from './intensity/normalize-intensity.js';
export { thresholdIntensity, type ThresholdIntensityArgs } from './intensity/threshold-intensity.js';
export { gaussianSmooth, type GaussianSmoothArgs } from './intensity/gaussian-smooth.js';
export { defer } from './sampling/defer.js';
export { asFloat32 } from './sampling/as-float32.js';
export { activate, type Activation } from './label/activate.js';
export { discretise } from './label/discretise.js';
export { resizeLabels } from './label/resize-labels.js';
export { extremePoints } from './label/extreme-points.js';
export { boxOfExtremes } from './label/box-of-extremes.js';
export { boundingBox } from './label/bounding-box.js';
export { centroids, type Centroid } from './label/centroids.js';
export type { Connectivity } from './label/connected-components.js';
export { fillHoles, type FillHolesArgs } from './label/fill-holes.js';
export { keepLargestComponent, type KeepLargestComponentArgs } from './label/keep-largest-component.js';
export { labelFilter, type LabelFilterArgs } from './label/label-filter.js';
export { largestComponent } from './label/largest-component.js';
export { lowestLogit } from './label/lowest-logit.js';
export { transformLabels, type LabelTransformSpec } from './label/transform-labels.js';
export type { GuidedStep, GuidedTransform, Guidance } from './guidance/guided-step.js';
export { addGuidance } from './guidance/add-guidance.js';
export { withGuidance } from './guidance/with-guidance.js';
export { guidedChain } from './guidance/guided-chain.js';
export { clicksOnSlice } from './guidance/clicks-on-slice.js';
export { fetchSlice } from './guidance/fetch-slice.js';
export { cropGuidance, type CropGuidanceArgs } from './guidance/crop-guidance.js';
export { cropExtremePoints, type CropExtremePointsArgs } from './guidance/crop-extreme-points.js';
export { addGuidanceSignal, type GuidanceSignalArgs } from './guidance/add-guidance-signal.js';
export {
  addExtremePointsChannel,
  type ExtremePointsChannelArgs,
} from './guidance/add-extreme-points-channel.js';
export type { GuidanceSpec, GuidedSpec } from './guidance/guidance-spec.js';
export { buildGuided, looksAtClicks } from './guidance/build-guided.js';
export { restoreGuided } from './guidance/restore-guided.js';
export { stretchesAxes } from './guidance/stretches-axes.js';
