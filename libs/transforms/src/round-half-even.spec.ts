import { expect, it } from '@jest/globals';
import { fromGolden, goldenCases, goldenInput } from './fixtures/golden.js';
import { roundHalfEven } from './round-half-even.js';

it.each([
  [0.5, 0],
  [1.5, 2],
  [2.5, 2],
  [-0.5, 0],
  [-1.5, -2],
  [-2.5, -2],
  [2.4999999999, 2],
  [2.5000000001, 3],
  [7, 7],
])('rounds %f to %i, as numpy does', (value, expected) => {
  expect(roundHalfEven(value) + 0).toBe(expected);
});

it.each(goldenCases('monai-labels', 'post-round'))('$id of MONAI', ({ in: input, out }) => {
  const rounded = goldenInput(input, 400).voxels.map((value) => roundHalfEven(value) + 0);
  expect(rounded).toEqual(fromGolden(out).voxels.map((value) => value + 0));
});
