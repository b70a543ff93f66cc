import { describe, expect, it } from '@jest/globals';
import { seededNumbers } from '@aiaa/inference/testing';
import { runGraph } from './fixtures/run-graph.js';
import { meanOverMirrors, mirrorsOf, type Mirror } from './mean-over-mirrors.js';

const SIDE = 3;
const CHANNELS = 2;

describe.each([
  [2, 4],
  [3, 8],
])('an image of %d axes', (axes, count) => {
  const dims = [1, CHANNELS, ...Array<number>(axes).fill(SIDE)];
  const image = seededNumbers(3, CHANNELS * SIDE ** axes);
  const mirrors = mirrorsOf(axes);
  /** Rises along the last axis. */
  const ramp = Array.from({ length: SIDE ** axes }, (_, at) => at % SIDE);

  /** The mean over mirrors of the image times the ramp. */
  const weighted = (some: readonly Mirror[]) =>
    runGraph(dims, image, (maths, input) => ({
      value: meanOverMirrors(maths, input, some, (batch) =>
        maths.mul(batch, maths.constant([1, 1, ...dims.slice(2)], ramp)),
      ),
      dims,
    }));

  it(`has ${count} mirrors, the plain one first, none of them twice`, () => {
    expect(new Set(mirrors.map((mirror) => mirror.join())).size).toBe(count);
    expect(mirrors[0]).toEqual([]);
  });

  it('comes back from each of them to its own place', async () => {
    for (const mirror of mirrors) {
      const isBackwards = mirror.includes(axes + 1);
      const weights = isBackwards ? ramp.map((weight) => SIDE - 1 - weight) : ramp;
      const expected = [...image].map((value, at) => value * weights[at % weights.length]);
      (await weighted([mirror])).forEach((value, at) => expect(value).toBeCloseTo(expected[at], 5));
    }
  });

  it('is weighted alike everywhere, on average, by what weighs more on one side', async () => {
    (await weighted(mirrors)).forEach((value, at) =>
      expect(value).toBeCloseTo(image[at] * ((SIDE - 1) / 2), 5),
    );
  });
});
