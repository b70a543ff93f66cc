import { expect, it } from '@jest/globals';
import { errorFunction } from './error-function.js';

// Abramowitz & Stegun, table 7.1, and beyond 2 by C's erf
it.each([
  [0, 0],
  [0.1, 0.1124629160182849],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2, 0.9953222650189527],
  [3, 0.9999779095030014],
  [-1, -0.8427007929497149],
  [5, 0.9999999999984626],
  [6, 1],
])('erf %f is %f within 1e-14', (x, expected) => {
  expect(Math.abs(errorFunction(x) - expected)).toBeLessThan(1e-14);
});

it.each([
  [Infinity, 1],
  [-Infinity, -1],
  [1e300, 1],
  [NaN, NaN],
])('erf %f is %f', (x, expected) => {
  expect(errorFunction(x)).toBe(expected);
});

it('never falls, and never leaves -1 to 1', () => {
  const values = Array.from({ length: 14_001 }, (_, at) => errorFunction((at - 7000) / 1000));
  expect(values.every((value, at) => at === 0 || value >= values[at - 1] - 1e-14)).toBe(true);
  expect(Math.max(...values.map(Math.abs))).toBe(1);
});
