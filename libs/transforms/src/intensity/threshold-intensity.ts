import { makeVolume } from '@aiaa/volume';
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
  (volume) => {
    const { size, affine, channels } = volume;
    const voxels = new Float32Array(volume.voxels);
    const border = Math.fround(threshold);
    for (let at = 0; at < voxels.length; at++) {
      const kept = above ? voxels[at] > border : voxels[at] < border;
      if (!kept) voxels[at] = cval;
    }
    return identityStep(makeVolume<'float32'>({ voxels, size, affine, channels }));
  };
