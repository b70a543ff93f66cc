import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

/** Which values an object has. */
export interface ValueWindow {
  readonly middle: OnnxValue;
  readonly spread: OnnxValue;
}

/** What lies this many spreads off counts for little when the next mean is taken. */
const BELIEVED = 1.5;
/** By how much the spread of values cut off like this comes out too small, and what it is at least. */
const [REGAIN, LEAST] = [1.25, 1e-6];
const ROUNDS = 6;
/** How many spreads to each side still look different. */
const WIDTH = 3;

/** The mean and spread of the values under `weights`, again and again without those that lie far off. */
export function windowOfObject(maths: GraphMaths, values: OnnxValue, weights: OnnxValue): ValueWindow {
  const { add, sub, mul, div, line, node, square, total } = maths;
  const weighed = (shares: OnnxValue) => {
    const sum = add(total(shares), 1e-6);
    const middle = div(total(mul(values, shares)), sum);
    const spread = node('Sqrt', [div(total(mul(square(sub(values, middle)), shares)), sum)]);
    return { middle, spread };
  };
  const first = weighed(weights);
  let window: ValueWindow = { middle: first.middle, spread: add(first.spread, LEAST) };
  for (let round = 0; round < ROUNDS; round++) {
    const off = div(sub(values, window.middle), mul(window.spread, BELIEVED));
    const { middle, spread } = weighed(mul(weights, node('Exp', [mul(square(off), -0.5)])));
    window = { middle, spread: line(spread, REGAIN, LEAST) };
  }
  return window;
}

/** Values as brightness from 0 to 1, 0.5 for the middle of the window. */
export const throughWindow = (
  { sub, mul, div, line, node }: GraphMaths,
  values: OnnxValue,
  { middle, spread }: ValueWindow,
): OnnxValue => line(node('Tanh', [div(sub(values, middle), mul(spread, WIDTH))]), 0.5, 0.5);
