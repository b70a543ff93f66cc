import { identityStep, type SpatialTransform } from '../step.js';
import { alongLine } from './linear-values.js';
import { rangeLine, type ValueRanges } from './range-line.js';

export type ScaleIntensityRangeArgs = ValueRanges;

/** Scales one range of values to another (MONAI's ScaleIntensityRange); float32. A range of no width only shifts. */
export function scaleIntensityRange(args: ScaleIntensityRangeArgs): SpatialTransform {
  const line = rangeLine(args);
  return (volume) => identityStep(alongLine(volume, line));
}
