import { describe, expect, it } from '@jest/globals';
import { seededNumbers } from '@aiaa/inference/testing';
import { runGraph } from './fixtures/run-graph.js';
import { spread, type Reach } from './spread.js';

const SIDE = 6;

/** The cost of the cheapest path from the seeds, found by trying every step until nothing gets cheaper. */
function cheapest(seeds: readonly number[], cost: ArrayLike<number>, reach: Reach): number[] {
  const way = seeds.map<number>((seed) => (seed === 1 ? 0 : 1000));
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (let at = 0; at < way.length; at++) {
      for (const [dx, dy] of STEPS[reach]) {
        const [x, y] = [(at % SIDE) + dx, Math.floor(at / SIDE) + dy];
        if (x < 0 || y < 0 || x >= SIDE || y >= SIDE) continue;
        const dearer = way[x + SIDE * y] + cost[at];
        if (dearer < way[at] - 1e-9) [way[at], hasChanged] = [dearer, true];
      }
    }
  }
  return way;
}

const FACES = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
];
const STEPS = { faces: FACES, corners: [...FACES, [1, 1], [1, -1], [-1, 1], [-1, -1]] };

const seedAt = (...places: readonly number[]) =>
  Array.from({ length: SIDE * SIDE }, (_, at) => (places.includes(at) ? 1 : 0));

const spreadOn = (seeds: readonly number[], costs: ArrayLike<number>, rounds: readonly Reach[]) =>
  runGraph([1, 1, SIDE, SIDE], seeds, (maths, input) => ({
    value: spread(maths, input, {
      cost: maths.constant([1, 1, SIDE, SIDE], costs),
      rounds,
      axes: 2,
    }),
    dims: [1, 1, SIDE, SIDE],
  }));

describe.each<Reach>(['faces', 'corners'])('spread by %s', (reach) => {
  it.each([1, 2, 3])('finds the cheapest path, costs of seed %d', async (seed) => {
    const costs = seededNumbers(seed, SIDE * SIDE).map((value) => value + 1.05);
    const seeds = seedAt(seed, 30);
    const rounds = Array.from({ length: SIDE * SIDE }, () => reach);
    const found = await spreadOn(seeds, costs, rounds);
    cheapest(seeds, costs, reach).forEach((way, at) => expect(found[at]).toBeCloseTo(way, 3));
  });

  it('goes one cell in a round, and stays far from what it has not reached', async () => {
    const found = await spreadOn(seedAt(0), new Float32Array(SIDE * SIDE).fill(1), [reach]);
    expect(found.slice(0, 3).map(Math.abs)).toEqual([0, 1, 1000]);
    expect(found[SIDE + 1]).toBe(reach === 'corners' ? 1 : 1000);
  });
});
