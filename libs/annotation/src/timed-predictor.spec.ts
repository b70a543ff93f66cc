import { describe, expect, it } from '@jest/globals';
import { makeTensor, type Predictor } from '@aiaa/inference';
import { timedPredictor } from './timed-predictor.js';
import { Timings } from './timings.js';

const PATCH = makeTensor([1, 1, 2, 2], new Float32Array(4).fill(1));
const SCORES = makeTensor([1, 1, 2, 2], new Float32Array(4).fill(2));

describe('timedPredictor', () => {
  it('has a stage for what runs elsewhere, and for nothing else', async () => {
    let now = 0;
    const timings = new Timings(() => now);
    const roomy: Predictor = async () => SCORES;
    const full: Predictor = async (_, elsewhere = (run) => run()) =>
      elsewhere(async () => {
        now += 40;
        return SCORES;
      });
    expect(await timedPredictor({ predict: roomy }, timings)(PATCH)).toBe(SCORES);
    expect(timings.stages).toEqual([]);
    expect(await timedPredictor({ predict: full }, timings)(PATCH)).toBe(SCORES);
    expect(timings.stages).toEqual([{ stage: 'network on the CPU', milliseconds: 40 }]);
  });

  it('takes what the predictor takes', () => {
    const predict: Predictor = Object.assign(async () => SCORES, {
      takesSlices: true,
      takesBatches: true,
      dims: [1, 1, 'x', 'y'],
    });
    const { takesSlices, takesBatches, dims } = timedPredictor({ predict }, new Timings());
    expect([takesSlices, takesBatches, dims]).toEqual([true, true, [1, 1, 'x', 'y']]);
  });
});
