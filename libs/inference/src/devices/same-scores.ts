import type { Network } from '../network.js';
import type { Tensor } from '../tensor.js';

/**
 * Devices add up in other orders; more than this is another result. Half precision keeps 11 bits of a number
 * (IEEE 754 binary16), which each layer of a network rounds to anew.
 */
const TOLERANCE = 1e-3;
const TOLERANCE_OF_HALF = 1e-2;

export const toleranceOf = ({ inputs, outputs }: Pick<Network, 'inputs' | 'outputs'>): number =>
  [...inputs, ...outputs].some(({ dtype }) => dtype === 'float16') ? TOLERANCE_OF_HALF : TOLERANCE;

type Scores = Readonly<Record<string, Tensor>>;

/** Whether two devices gave the same numbers, within this much of 1 or, of larger ones, of themselves. */
export const sameScores = (some: Scores, others: Scores, tolerance: number): boolean =>
  Object.entries(some).every(([name, { data }]) => {
    const other = others[name]?.data;
    return other?.length === data.length && data.every((value, at) => isNear(value, other[at], tolerance));
  });

const isNear = (value: number, other: number, tolerance: number): boolean =>
  Object.is(value, other) || Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(value));
