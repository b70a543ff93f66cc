import { makeVolume, voxelCount, type Size } from '@aiaa/volume';
import { perAxis, type PerAxis } from '../spatial/per-axis.js';
import { identityStep, type SpatialTransform } from '../step.js';
import { gaussianWeights } from './gaussian-weights.js';
import { smoothAxis } from './smooth-axis.js';

export interface GaussianSmoothArgs {
  /** The bell's standard deviation, in voxels; 0 leaves an axis as it is. Default 1. */
  readonly sigma?: PerAxis;
}

/**
 * Blurs each channel with a bell along x, then y, then z (MONAI's GaussianSmooth with `approx` erf); float32. The
 * grid is unchanged. Zeros lie beyond it, so values near its border are pulled towards 0, those of a single slice
 * too. NaN and infinite values spread to every voxel that the bell reaches from them.
 * @throws RangeError when a sigma is negative or not finite.
 */
export function gaussianSmooth({ sigma = 1 }: GaussianSmoothArgs = {}): SpatialTransform {
  const sigmas = perAxis(sigma);
  if (!sigmas.every((width) => Number.isFinite(width) && width >= 0)) {
    throw new RangeError(`A sigma is a finite number of voxels, 0 or more, not ${sigmas.join(', ')}.`);
  }
  return (volume) => {
    const { size, affine, channels } = volume;
    const voxels = new Float32Array(volume.voxels);
    const count = voxelCount(size);
    if (count > 0) {
      for (let at = 0; at < voxels.length; at += count) smooth(voxels.subarray(at, at + count), size, sigmas);
    }
    return identityStep(makeVolume<'float32'>({ voxels, size, affine, channels }));
  };
}

function smooth(channel: Float32Array, size: Size, sigmas: readonly [number, number, number]): void {
  for (const axis of [0, 1, 2] as const) {
    smoothAxis(channel, { size, axis }, gaussianWeights(sigmas[axis], size[axis] - 1));
  }
}
