import { makeVolume, voxelCount, type Volume, type Voxels } from '@aiaa/volume';
import { identityStep, type SpatialTransform } from '../step.js';

export interface NormalizeIntensityArgs {
  /** What to subtract. Default: the mean. */
  readonly subtrahend?: number;
  /** What to divide by. Default: the standard deviation of the population, or 1 when that is 0. */
  readonly divisor?: number;
  /** Whether voxels of value 0 are left out of the statistics and left as they are. Default false. */
  readonly nonzero?: boolean;
  /** Whether each channel has statistics of its own. Default false. */
  readonly channelWise?: boolean;
}

/** Subtracts the mean and divides by the standard deviation (MONAI's NormalizeIntensity); float32. */
export const normalizeIntensity =
  (args: NormalizeIntensityArgs = {}): SpatialTransform =>
  (volume) => {
    const { voxels, size, affine, channels } = volume;
    const target = new Float32Array(voxels.length);
    const block = args.channelWise === true ? voxelCount(size) : voxels.length;
    for (let at = 0; at < voxels.length; at += block) {
      normalise(voxels.subarray(at, at + block), args, target.subarray(at, at + block));
    }
    return identityStep(makeVolume<'float32'>({ voxels: target, size, affine, channels }));
  };

function normalise(source: Voxels, args: NormalizeIntensityArgs, target: Float32Array): void {
  const { nonzero = false } = args;
  const { mean, deviation } = statistics(source, nonzero);
  const subtrahend = args.subtrahend ?? mean;
  const divisor = args.divisor ?? deviation;
  const share = divisor === 0 ? 1 : divisor;
  for (let at = 0; at < source.length; at++) {
    const value = source[at];
    target[at] = nonzero && value === 0 ? 0 : (value - subtrahend) / share;
  }
}

function statistics(source: Volume['voxels'], nonzero: boolean): { mean: number; deviation: number } {
  let count = 0;
  let sum = 0;
  for (let at = 0; at < source.length; at++) {
    if (nonzero && source[at] === 0) continue;
    count++;
    sum += source[at];
  }
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < source.length; at++) {
    if (nonzero && source[at] === 0) continue;
    squares += (source[at] - mean) ** 2;
  }
  return { mean, deviation: Math.sqrt(squares / count) };
}
