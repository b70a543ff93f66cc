import type { Tensor } from '../tensor.js';

/** Devices add up in other orders; more than this is another result. */
const TOLERANCE = 1e-3;

type Scores = Readonly<Record<string, Tensor>>;

/** Whether two devices gave the same numbers, within 1e-3 of 1 or, of larger ones, of themselves. */
export const sameScores = (some: Scores, others: Scores): boolean =>
  Object.entries(some).every(([name, { data }]) => {
    const other = others[name]?.data;
    return other?.length === data.length && data.every((value, at) => isNear(value, other[at]));
  });

const isNear = (value: number, other: number): boolean =>
  Object.is(value, other) || Math.abs(value - other) <= TOLERANCE * Math.max(1, Math.abs(value));
