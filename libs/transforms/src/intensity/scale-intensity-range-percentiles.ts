import { identityStep, type SpatialTransform } from '../step.js';
import { linearValues } from './linear-values.js';
import { percentiles } from './percentiles.js';
import { rangeLine, type ValueRanges } from './range-line.js';

export interface ScaleIntensityRangePercentilesArgs extends Pick<ValueRanges, 'bMin' | 'bMax' | 'clip'> {
  /** The percentiles, 0 to 100, whose values become `bMin` and `bMax`. */
  readonly lower: number;
  readonly upper: number;
  /** Whether they become these percentages of the way from `bMin` to `bMax` instead. Default false. */
  readonly relative?: boolean;
  /** Whether each channel has percentiles of its own. Default false. */
  readonly channelWise?: boolean;
}

/**
 * Scales the range between two percentiles of an image's values to another (MONAI's
 * ScaleIntensityRangePercentiles); float32. The grid is unchanged. Where both percentiles are one value, all are
 * only shifted to `bMin`, uncut. One NaN makes the percentiles, and with them every value, NaN, as in MONAI.
 * @throws RangeError when a percentile is none, or `relative` lacks a range to be relative to.
 */
export function scaleIntensityRangePercentiles(args: ScaleIntensityRangePercentilesArgs): SpatialTransform {
  const { lower, upper, clip = false, channelWise = false } = args;
  if (![lower, upper].every((percent) => percent >= 0 && percent <= 100)) {
    throw new RangeError(`Percentiles lie between 0 and 100, unlike ${lower} and ${upper}.`);
  }
  const target = targetOf(args);
  return (volume) =>
    identityStep(
      linearValues(
        volume,
        (values) => {
          const [aMin = NaN, aMax = NaN] = percentiles(values, [lower, upper]);
          return rangeLine({ aMin, aMax, clip, ...target });
        },
        channelWise,
      ),
    );
}

function targetOf(args: ScaleIntensityRangePercentilesArgs): Pick<ValueRanges, 'bMin' | 'bMax'> {
  const { lower, upper, bMin, bMax, relative = false } = args;
  if (!relative) return { ...(bMin === undefined ? {} : { bMin }), ...(bMax === undefined ? {} : { bMax }) };
  if (bMin === undefined || bMax === undefined) {
    throw new RangeError('Percentiles that are relative to a range need both of its ends, bMin and bMax.');
  }
  const share = (percent: number): number => (bMax - bMin) * (percent / 100) + bMin;
  return { bMin: share(lower), bMax: share(upper) };
}
