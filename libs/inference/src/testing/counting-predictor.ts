import type { Predictor } from '../predictor.js';
import type { Tensor } from '../tensor.js';

export interface CountingPredictor {
  readonly predict: Predictor;
  /** What it was given so far, in order. */
  readonly patches: readonly Tensor[];
}

/** A network without weights that remembers its patches; by default it gives each one back. */
export function countingPredictor(answer: (patch: Tensor) => Tensor = (patch) => patch): CountingPredictor {
  const patches: Tensor[] = [];
  return {
    patches,
    predict: async (patch) => {
      patches.push(patch);
      return answer(patch);
    },
  };
}
