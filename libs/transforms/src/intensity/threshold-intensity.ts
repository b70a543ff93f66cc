import { mapValues } from '../sampling/map-values.js';
import type { ValueMap } from '../sampling/sampling.js';
import { identityStep, type SpatialTransform } from '../step.js';

export interface ThresholdIntensityArgs {
  readonly threshold: number;
  /** Whether the values above the threshold are kept, or those below it. Default true. */
  readonly above?: boolean;
  /** What every other value becomes, one that equals the threshold or is NaN too. Default 0. */
  readonly cval?: number;
}

/**
 * Keeps the values on one side of a threshold (MONAI's ThresholdIntensity); float32, in which values and threshold
 * are compared. The grid is unchanged.
 */
export const thresholdIntensity =
  ({ threshold, above = true, cval = 0 }: ThresholdIntensityArgs): SpatialTransform =>
  (volume) =>
    identityStep(mapValues(volume, keepSide({ border: Math.fround(threshold), above, cval })));

interface Side {
  readonly border: number;
  readonly above: boolean;
  readonly cval: number;
}

const keepSide =
  ({ border, above, cval }: Side): ValueMap =>
  (values, target) => {
    if (values !== target) target.set(values);
    for (let at = 0; at < target.length; at++) {
      const kept = above ? target[at] > border : target[at] < border;
      if (!kept) target[at] = cval;
    }
  };
