import { describe, expect, it } from '@jest/globals';
import { runGraph } from './fixtures/run-graph.js';
import { BINS, evidence, lookUp, softHistogram } from './soft-histogram.js';

const BRIGHTNESS = [0, 0.25, 0.5, 1];
const SHARP = { cells: 4, smoothing: 0.01 };

describe('a soft histogram', () => {
  it.each([
    [0.01, 'sharp'],
    [2.5, 'smoothed'],
  ])(
    'is as heavy as what it counts, but for what smoothing cuts off at its ends (%d, %s)',
    async (smoothing) => {
      const counts = await runGraph([1, 4], [0.4, 0.5, 0.6, 0.5], (maths, input) => ({
        value: softHistogram(maths, input, { cells: 4, smoothing }).of(maths.constant([4], [1, 2, 3, 4])),
        dims: [BINS, 1],
      }));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBeCloseTo(10, 3);
    },
  );

  it('shares a value between two bins, the more to the nearer', async () => {
    const counts = await runGraph([1, 4], [10.25 / 63, 0, 0, 0], (maths, input) => ({
      value: softHistogram(maths, input, SHARP).of(maths.constant([4], [1, 0, 0, 0])),
      dims: [BINS, 1],
    }));
    expect(counts[10]).toBeCloseTo(0.75, 4);
    expect(counts[11]).toBeCloseTo(0.25, 4);
  });

  it('reads a table for each cell as a look-up does, the ends included', async () => {
    const table = Array.from({ length: BINS }, (_, bin) => 2 * bin - 7);
    const expected = BRIGHTNESS.map((value) => 2 * 63 * value - 7);
    for (const way of ['read', 'look up'] as const) {
      const found = await runGraph([1, 4], BRIGHTNESS, (maths, input) => {
        const values = maths.constant([BINS, 1], table);
        const read = () => softHistogram(maths, input, SHARP).read(values);
        return { value: way === 'read' ? read() : lookUp(maths, values, input), dims: [1, 4] };
      });
      found.forEach((value, at) => expect(value).toBeCloseTo(expected[at], 3));
    }
  });
});

it.each<[inside: number, outside: number, says: number, reason: string]>([
  [0.1, 0.1, 0, 'the same on both sides'],
  [0, 0, 0, 'seen nowhere'],
  [1, 0, 4, 'only inside: no more than 4'],
  [0, 1, -4, 'only outside'],
  [0.199, 0.099, Math.log(2), 'twice as common inside'],
])('evidence of a brightness with shares %d and %d is %d: %s', async (inside, outside, says) => {
  const [found] = await runGraph([1], [inside], (maths, input) => ({
    value: evidence(maths, [input, maths.constant([1], [outside])], { floor: 1e-3 }),
    dims: [1],
  }));
  expect(found).toBeCloseTo(says, 3);
});
