import { describe, expect, it } from '@jest/globals';
import { seededNumbers } from '@aiaa/inference/testing';
import { correctSolver } from './correct-solver.js';
import { runGraph } from './fixtures/run-graph.js';
import type { Weights } from './read-weights.js';

const SIDE = 16;
const DIMS = [1, 2, SIDE, SIDE, SIDE];

const tensor = (...dims: readonly number[]): Weights => {
  const count = dims.reduce((product, n) => product * n, 1);
  return { dims, values: seededNumbers(count, count).map((value) => 0.2 * value) };
};
const conv = (name: string, [outs, ins, width]: readonly [number, number, number]) =>
  [
    [`${name}.weight`, tensor(outs, ins, width, width, width)],
    [`${name}.bias`, tensor(outs)],
  ] as const;
const stage = (name: string) => [
  [`${name}.norm.weight`, tensor(1)] as const,
  [`${name}.norm.bias`, tensor(1)] as const,
  ...conv(`${name}.first`, [1, 1, 3]),
  ...conv(`${name}.second`, [1, 1, 3]),
];
/** One channel on each level. */
const WEIGHTS = new Map<string, Weights>([
  ...conv('enter', [1, 2, 3]),
  ...[0, 1, 2].flatMap((n) => [
    ...conv(`down.${n}`, [1, 1, 2]),
    ...stage(`stages.${n}`),
    ...conv(`up.${n}`, [1, 1, 1]),
  ]),
  ...[0, 1].flatMap((n) => stage(`merge.${n}`)),
  ...conv('border', [1, 1, 3]),
  ...conv('leave', [1, 1, 1]),
]);

const views = seededNumbers(7, 2 * SIDE ** 3);
const correctionBy = (weights: ReadonlyMap<string, Weights>) =>
  runGraph(DIMS, views, (maths, input) => ({
    value: correctSolver(maths, input, weights),
    dims: [1, 1, SIDE, SIDE, SIDE],
  }));

describe('correctSolver', () => {
  it('is the bias everywhere where the last layer hears nothing', async () => {
    const deaf = new Map(WEIGHTS)
      .set('leave.weight', { dims: [1, 1, 1, 1, 1], values: Float32Array.of(0) })
      .set('leave.bias', { dims: [1], values: Float32Array.of(-1.5) });
    expect(new Set(await correctionBy(deaf))).toEqual(new Set([-1.5]));
  });

  it('says a finite number for each cell, not the same for all', async () => {
    const correction = await correctionBy(WEIGHTS);
    expect(correction).toHaveLength(SIDE ** 3);
    expect(correction.every(Number.isFinite)).toBe(true);
    expect(new Set(correction).size).toBeGreaterThan(1);
  });

  it.each(['enter.weight', 'stages.2.norm.bias', 'merge.1.second.weight', 'leave.bias'])(
    'names %s when it is missing',
    async (name) => {
      const fewer = new Map(WEIGHTS);
      fewer.delete(name);
      await expect(correctionBy(fewer)).rejects.toThrow(
        `The weights "${name}" are missing; train and export again.`,
      );
    },
  );
});
