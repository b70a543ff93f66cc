import { describe, expect, it } from '@jest/globals';
import { seededNumbers } from '@aiaa/inference/testing';
import { correctSolver } from './correct-solver.js';
import { runGraph } from './fixtures/run-graph.js';
import { mirrorsOf } from './mean-over-mirrors.js';
import type { Weights } from './read-weights.js';

const SIDE = 16;

const tensor = (...dims: readonly number[]): Weights => {
  const count = dims.reduce((product, n) => product * n, 1);
  return { dims, values: seededNumbers(count, count).map((value) => 0.2 * value) };
};
const conv = (axes: number, name: string, [outs, ins, width]: readonly [number, number, number]) =>
  [
    [`${name}.weight`, tensor(outs, ins, ...Array<number>(axes).fill(width))],
    [`${name}.bias`, tensor(outs)],
  ] as const;
const stage = (axes: number, name: string) => [
  [`${name}.norm.weight`, tensor(1)] as const,
  [`${name}.norm.bias`, tensor(1)] as const,
  ...conv(axes, `${name}.first`, [1, 1, 3]),
  ...conv(axes, `${name}.second`, [1, 1, 3]),
];
/** One channel on each level. */
const weightsAlong = (axes: number) =>
  new Map<string, Weights>([
    ...conv(axes, 'enter', [1, 2, 3]),
    ...[0, 1, 2].flatMap((n) => [
      ...conv(axes, `down.${n}`, [1, 1, 2]),
      ...stage(axes, `stages.${n}`),
      ...conv(axes, `up.${n}`, [1, 1, 1]),
    ]),
    ...[0, 1].flatMap((n) => stage(axes, `merge.${n}`)),
    ...conv(axes, 'border', [1, 1, 3]),
    ...conv(axes, 'leave', [1, 1, 1]),
  ]);

describe.each([
  ['slices', 2],
  ['volumes', 3],
])('correctSolver, of %s', (_, axes) => {
  const cells = Array<number>(axes).fill(SIDE);
  const views = seededNumbers(7, 2 * SIDE ** axes);
  const whole = weightsAlong(axes);
  const correctionBy = (weights: ReadonlyMap<string, Weights>) =>
    runGraph([1, 2, ...cells], views, (maths, input) => ({
      value: correctSolver(maths, input, { weights, mirrors: mirrorsOf(axes) }),
      dims: [1, 1, ...cells],
    }));

  it('is the bias everywhere where the last layer hears nothing', async () => {
    const deaf = new Map(whole)
      .set('leave.weight', { dims: [1, 1, ...Array<number>(axes).fill(1)], values: Float32Array.of(0) })
      .set('leave.bias', { dims: [1], values: Float32Array.of(-1.5) });
    expect(new Set(await correctionBy(deaf))).toEqual(new Set([-1.5]));
  });

  it('says a finite number for each cell, not the same for all', async () => {
    const correction = await correctionBy(whole);
    expect(correction).toHaveLength(SIDE ** axes);
    expect(correction.every(Number.isFinite)).toBe(true);
    expect(new Set(correction).size).toBeGreaterThan(1);
  });

  it.each(['enter.weight', 'stages.2.norm.bias', 'merge.1.second.weight', 'leave.bias'])(
    'names %s when it is missing',
    async (name) => {
      const fewer = new Map(whole);
      fewer.delete(name);
      await expect(correctionBy(fewer)).rejects.toThrow(
        `The weights "${name}" are missing; train and export again.`,
      );
    },
  );
});
