import { sigmoidOf } from './activate.js';

/** Of a score this far from 0 the sigmoid in float32 is 0 or 1. */
const SATURATED = 128;

/**
 * The lowest float32 score whose sigmoid, in float32 as `activate` gives it, is at least `probability`: a threshold
 * that spares the activation and decides alike to the last bit. For one half it is -2^-24, since what lies between
 * there and 0 rounds to one half. NaN, which no score reaches, for a probability above 1.
 */
export function lowestLogit(probability: number): number {
  if (probability <= 0) return -Infinity;
  if (!(probability <= 1)) return NaN;
  let below = -SATURATED;
  let lowest = SATURATED;
  let between = 0;
  while (between > below && between < lowest) {
    if (Math.fround(sigmoidOf(between)) >= probability) lowest = between;
    else below = between;
    between = Math.fround((below + lowest) / 2);
  }
  return lowest;
}
