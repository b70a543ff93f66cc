import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume } from '@aiaa/volume';
import fc from 'fast-check';
import { activate } from './activate.js';
import { discretise } from './discretise.js';
import { lowestLogit } from './lowest-logit.js';

describe('the lowest logit that reaches a probability', () => {
  it.each([
    [0.5, -(2 ** -24), 'a sigmoid between this and 0 rounds to one half'],
    [0, -Infinity, 'any score will do'],
    [-1, -Infinity, 'any score will do'],
    [1.5, NaN, 'no score will'],
    [NaN, NaN, 'no score will'],
  ])('%d: %d, for %s', (probability, logit) => {
    expect(lowestLogit(probability)).toBe(logit);
  });

  it('decides what the sigmoid decides, to the last bit of a score', () => {
    const probabilities = fc.oneof(
      fc.constantFrom(-1, 0, 1e-45, 1e-30, 0.1, 0.5, Math.fround(0.7), 0.99999994, 1, 1.5, NaN),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.float({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(probabilities, fc.array(fc.float(), { minLength: 20 }), (at, scores) => {
        const logit = lowestLogit(at);
        const volume = row([...scores, ...around(logit)]);
        const expected = discretise({ volume: activate(volume, 'sigmoid'), decide: threshold(at) });
        expect(discretise({ volume, decide: threshold(logit) })).toEqual(expected);
      }),
      { seed: 7, numRuns: 1000 },
    );
  });
});

const threshold = (at: number) => ({ kind: 'threshold', at }) as const;

const row = (scores: readonly number[]) =>
  makeVolume<'float32'>({
    voxels: Float32Array.from(scores),
    size: [scores.length, 1, 1],
    affine: IDENTITY_AFFINE,
  });

/** A score, its neighbours in float32, and what is not quite that near. */
function around(score: number): readonly number[] {
  const steps = Array.from({ length: 101 }, (_, at) => at - 50);
  const bits = new Uint32Array(Float32Array.of(score).buffer)[0];
  const neighbours = new Float32Array(Uint32Array.from(steps, (step) => bits + step).buffer);
  return [...neighbours, ...steps.map((step) => score + step * 1e-7), 0, -0, NaN, Infinity, -Infinity];
}
