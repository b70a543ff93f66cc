import { errorFunction } from './error-function.js';

/** Where MONAI cuts the bell off, in standard deviations. */
const TRUNCATED = 4;

/**
 * The weights of a voxel itself and of its neighbours 1, 2, ... voxels away, at most `reach`: what part of a bell
 * of standard deviation `sigma` falls on each. Cut off at four sigma and not brought back to a sum of 1, in
 * float32, as MONAI's `gaussian_1d` with `approx` erf.
 */
export function gaussianWeights(sigma: number, reach: number): Float64Array {
  const width = Math.fround(sigma);
  const tail = Math.floor(Math.max(TRUNCATED * width, 0.5) + 0.5);
  const scale = Math.fround(Math.SQRT1_2 / width);
  const below = (edge: number): number => Math.fround(errorFunction(Math.fround(scale * edge)));
  const weights = Float64Array.from({ length: Math.min(tail, reach) + 1 }, (_, distance) =>
    Math.fround(0.5 * (below(distance + 0.5) - below(distance - 0.5))),
  );
  // a neighbour without weight must not turn an infinite value into NaN
  return weights.subarray(0, Math.max(weights.findLastIndex((weight) => weight > 0) + 1, 1));
}
