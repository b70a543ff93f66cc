import { expect, it } from '@jest/globals';
import { onnxGraph, type OnnxValue } from '@aiaa/inference/testing';
import { runGraph } from './fixtures/run-graph.js';
import { graphMaths, type GraphMaths } from './graph-maths.js';

type Formula = (maths: GraphMaths, x: OnnxValue) => OnnxValue;

it.each<[name: string, formula: Formula, expected: readonly number[], reason: string]>([
  ['line', ({ line }, x) => line(x, 2, -1), [-5, -1, 1, 5], 'slope, then offset'],
  ['add', ({ add }, x) => add(x, 1, x), [-3, 1, 3, 7], 'any number of terms'],
  ['sub', ({ sub }, x) => sub(10, x), [12, 10, 9, 7], 'numbers on either side'],
  ['div', ({ div }, x) => div(x, 4), [-0.5, 0, 0.25, 0.75], 'by a number'],
  ['square', ({ square }, x) => square(x), [4, 0, 1, 9], ''],
  ['max', ({ max }, x) => max(x, 0.5), [0.5, 0.5, 1, 3], 'of each and a number'],
  ['min', ({ min }, x) => min(x, 0.5), [-2, 0, 0.5, 0.5], ''],
  ['clip', ({ clip }, x) => clip(x, -1, 2), [-1, 0, 1, 2], 'low, then high'],
  ['isAbove', ({ isAbove }, x) => isAbove(x, 0), [0, 0, 1, 1], 'not where equal'],
  ['total', ({ total, mul }, x) => mul(total(x), x), [-4, 0, 2, 6], 'a scalar'],
  ['slice', ({ slice, mul }, x) => mul(x, slice(x, 2, [3, 4])), [-6, 0, 3, 9], 'its end is left out'],
  ['a pool', ({ pool }, x) => pool('MaxPool', x, { size: [3] }), [0, 1, 3, 3], 'as long as what it pools'],
])('%s: %s', async (_, formula, expected) => {
  const drawn = await runGraph([1, 1, 4], [-2, 0, 1, 3], (maths, input) => ({
    value: formula(maths, input),
    dims: [1, 1, 4],
  }));
  expect(drawn).toEqual(expected);
});

it('pools tiles, and enlarges by interpolation between their centres', async () => {
  const tiled = await runGraph([1, 1, 4], [1, 3, 5, 7], ({ pool }, x) => ({
    value: pool('AveragePool', x, { size: [2], isTiled: true }),
    dims: [1, 1, 2],
  }));
  expect(tiled).toEqual([2, 6]);
  const enlarged = await runGraph([1, 1, 2], [2, 6], ({ enlarge }, x) => ({
    value: enlarge(x, [2]),
    dims: [1, 1, 4],
  }));
  expect(enlarged).toEqual([2, 3, 5, 6]);
});

it('stores equal constants once, but not those of another shape or kind', () => {
  const { constant, whole } = graphMaths(onnxGraph('constants'));
  expect(constant([2], [1, 2])).toBe(constant([2], [1, 2]));
  expect(new Set([constant([2], [1, 2]), constant([1, 2], [1, 2]), whole(1, 2)]).size).toBe(3);
});
