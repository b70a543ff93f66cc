import { expect, it } from '@jest/globals';
import { runGraph } from './fixtures/run-graph.js';
import { seedsOf } from './seeds-of.js';

const LENGTH = 40;

/** Bells of width 2, as AddGuidanceSignal makes them: they add up, and the greatest value of all becomes 1. */
function bells(clicks: readonly number[]): number[] {
  const sums = Array.from({ length: LENGTH }, (_, at) =>
    clicks.reduce((sum, click) => sum + Math.exp(-((at - click) ** 2) / 8), 0),
  );
  const most = Math.max(...sums, 1e-9);
  return sums.map((sum) => sum / most);
}

const found = async (clicks: readonly number[]) => {
  const seeds = await runGraph([1, 1, LENGTH], bells(clicks), (maths, input) => ({
    value: seedsOf(maths, input, { around: 9, axes: 1 }),
    dims: [1, 1, LENGTH],
  }));
  return seeds.flatMap((seed, at) => (seed === 1 ? [at] : []));
};

it.each<[clicks: readonly number[], expected: readonly number[], reason: string]>([
  [[], [], 'no click, no seed'],
  [[10], [8, 9, 10, 11, 12], 'half as high as its middle, and higher'],
  [[0], [0, 1, 2], 'at the border'],
])('clicks at %j are seeds at %j: %s', async (clicks, expected) => {
  expect(await found(clicks)).toEqual(expected);
});

it('keeps a lone click beside five that add up', async () => {
  expect(bells([10, 11, 12, 13, 14, 30])[30]).toBeLessThan(0.3);
  const seeds = await found([10, 11, 12, 13, 14, 30]);
  expect(seeds).toEqual(expect.arrayContaining([12, 28, 29, 30, 31, 32]));
  expect(seeds).not.toContain(21);
});
