import type { Line } from './linear-values.js';

export interface ValueRanges {
  /** The values that become `bMin` and `bMax`. */
  readonly aMin: number;
  readonly aMax: number;
  /** Without both, values are scaled to 0 and 1. */
  readonly bMin?: number;
  readonly bMax?: number;
  /** Whether values beyond `bMin` and `bMax` are cut to them, where these are given. Default false. */
  readonly clip?: boolean;
}

/** The line from one range of values to another; a range of no width is only shifted and, as in MONAI, not cut. */
export function rangeLine({ aMin, aMax, bMin, bMax, clip = false }: ValueRanges): Line {
  const width = aMax - aMin;
  if (width === 0) return { subtract: aMin, divide: 1, scale: 1, shift: bMin ?? 0 };
  const [from, to] = bMin === undefined || bMax === undefined ? [0, 1] : [bMin, bMax];
  const cut = { low: bMin ?? -Infinity, high: bMax ?? Infinity };
  return { subtract: aMin, divide: width, scale: to - from, shift: from, ...(clip ? cut : {}) };
}
