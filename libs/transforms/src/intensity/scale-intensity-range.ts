import { identityStep, type SpatialTransform } from '../step.js';
import { linearValues, type Line } from './linear-values.js';

export interface ScaleIntensityRangeArgs {
  /** The values that become `bMin` and `bMax`. */
  readonly aMin: number;
  readonly aMax: number;
  /** Without both, values are scaled to 0 and 1. */
  readonly bMin?: number;
  readonly bMax?: number;
  /** Whether values beyond `bMin` and `bMax` are cut to them. Default false. */
  readonly clip?: boolean;
}

/** Scales one range of values to another (MONAI's ScaleIntensityRange); float32. A range of no width only shifts. */
export function scaleIntensityRange(args: ScaleIntensityRangeArgs): SpatialTransform {
  const { aMin, aMax, bMin, bMax, clip = false } = args;
  const width = aMax - aMin;
  const [from, to] = bMin === undefined || bMax === undefined ? [0, 1] : [bMin, bMax];
  const line: Line = {
    subtract: aMin,
    divide: width === 0 ? 1 : width,
    scale: width === 0 ? 1 : to - from,
    shift: width === 0 ? (bMin ?? 0) : from,
    ...(clip ? { low: bMin, high: bMax } : {}),
  };
  return (volume) => identityStep(linearValues(volume, line));
}
