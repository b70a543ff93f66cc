import type { TransformSpec } from '@aiaa/transforms';
import { expectOnly, triple } from './arguments.js';
import type { JsonCursor } from './json-cursor.js';

/** The transforms that change values only, by MONAI's bare name. */
export const INTENSITY_TRANSFORMS: Readonly<Record<string, (args: JsonCursor) => TransformSpec>> = {
  ScaleIntensity: scaleIntensity,
  ScaleIntensityRange: scaleIntensityRange,
  ScaleIntensityRangePercentiles: scaleIntensityRangePercentiles,
  NormalizeIntensity: normalizeIntensity,
  ThresholdIntensity: thresholdIntensity,
  GaussianSmooth: gaussianSmooth,
};

const flag = (args: JsonCursor, key: string, fallback = false): boolean =>
  args.at(key).or(fallback, (cursor) => cursor.boolean());

function scaleIntensity(args: JsonCursor): TransformSpec {
  expectOnly(args, ['minv', 'maxv', 'factor', 'channel_wise']);
  const [min, max, factor] = [args.at('minv'), args.at('maxv'), args.at('factor')];
  if (!factor.isAbsent) {
    // MONAI's minv and maxv are 0 and 1 where they are not named, and it passes over a factor beside them.
    const named = args.keys();
    const isNull = named.includes('minv') && named.includes('maxv') && min.isAbsent && max.isAbsent;
    if (!isNull) factor.reject('it counts only where minv and maxv are null.');
    return { kind: 'scale-intensity', factor: factor.number() };
  }
  const bound = (cursor: JsonCursor, fallback: number) => cursor.or(fallback, (given) => given.number());
  return {
    kind: 'scale-intensity',
    min: bound(min, 0),
    max: bound(max, 1),
    channelWise: flag(args, 'channel_wise'),
  };
}

function scaleIntensityRange(args: JsonCursor): TransformSpec {
  expectOnly(args, ['a_min', 'a_max', 'b_min', 'b_max', 'clip']);
  return {
    kind: 'scale-intensity-range',
    aMin: args.at('a_min').number(),
    aMax: args.at('a_max').number(),
    ...targetRange(args),
    clip: flag(args, 'clip'),
  };
}

/** Either end may be null: then values are scaled to 0 and 1, and not cut at that end. */
function targetRange(args: JsonCursor): { readonly bMin?: number; readonly bMax?: number } {
  const [low, high] = [args.at('b_min'), args.at('b_max')];
  return {
    ...(low.isAbsent ? {} : { bMin: low.number() }),
    ...(high.isAbsent ? {} : { bMax: high.number() }),
  };
}

function scaleIntensityRangePercentiles(args: JsonCursor): TransformSpec {
  expectOnly(args, ['lower', 'upper', 'b_min', 'b_max', 'clip', 'relative', 'channel_wise']);
  const relative = flag(args, 'relative');
  for (const end of [args.at('b_min'), args.at('b_max')]) {
    if (relative && end.isAbsent) end.refuse('a number to be relative to');
  }
  return {
    kind: 'scale-intensity-range-percentiles',
    lower: percentile(args.at('lower')),
    upper: percentile(args.at('upper')),
    ...targetRange(args),
    clip: flag(args, 'clip'),
    relative,
    channelWise: flag(args, 'channel_wise'),
  };
}

function percentile(cursor: JsonCursor): number {
  const percent = cursor.number();
  return percent >= 0 && percent <= 100 ? percent : cursor.refuse('a percentile from 0 to 100');
}

function normalizeIntensity(args: JsonCursor): TransformSpec {
  expectOnly(args, ['subtrahend', 'divisor', 'nonzero', 'channel_wise']);
  const channelWise = flag(args, 'channel_wise');
  const [subtrahend, divisor] = [
    perChannel(args.at('subtrahend'), channelWise),
    perChannel(args.at('divisor'), channelWise),
  ];
  return {
    kind: 'normalize-intensity',
    nonzero: flag(args, 'nonzero'),
    channelWise,
    ...(subtrahend === undefined ? {} : { subtrahend }),
    ...(divisor === undefined ? {} : { divisor }),
  };
}

/** One number, or with `channel_wise` a list of one for each channel. */
function perChannel(cursor: JsonCursor, channelWise: boolean): number | readonly number[] | undefined {
  if (cursor.isAbsent) return undefined;
  const numbers = cursor.isList ? cursor.list().map((item) => item.number()) : [cursor.number()];
  if (numbers.length === 1) return numbers[0];
  return channelWise && numbers.length > 0
    ? numbers
    : cursor.refuse('one number, or with channel_wise one for each channel');
}

function thresholdIntensity(args: JsonCursor): TransformSpec {
  expectOnly(args, ['threshold', 'above', 'cval']);
  return {
    kind: 'threshold-intensity',
    threshold: args.at('threshold').number(),
    above: flag(args, 'above', true),
    cval: args.at('cval').or(0, (cursor) => cursor.number()),
  };
}

function gaussianSmooth(args: JsonCursor): TransformSpec {
  expectOnly(args, ['sigma', 'approx']);
  args.at('approx').or('erf', (cursor) => cursor.oneOf(['erf'] as const));
  const sigma = args.at('sigma').or([1, 1, 1] as const, triple);
  if (sigma.some((width) => width < 0)) args.at('sigma').refuse('widths of 0 or more');
  return { kind: 'gaussian-smooth', sigma };
}
