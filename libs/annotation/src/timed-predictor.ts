import type { Predictor, Tensor } from '@aiaa/inference';
import type { LoadedNetwork } from './network-cache.js';
import type { Timings } from './timings.js';

/** Within the stage `network`. */
const STAGE = 'network on the CPU';

/** A model's predictor, which keeps the time of what its device had no room for. */
export function timedPredictor({ predict }: Pick<LoadedNetwork, 'predict'>, timings: Timings): Predictor {
  const timed = (patch: Tensor) => predict(patch, (run) => timings.time(STAGE, run));
  return Object.assign(timed, { ...predict });
}
