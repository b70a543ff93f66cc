import { UnfitImage, makeVolume, voxelCount, type Voxels } from '@aiaa/volume';
import { mapValues } from '../sampling/map-values.js';
import { identityStep, type SpatialTransform } from '../step.js';

/** One number for all channels, or one for each; then `channelWise` must be set. */
type PerChannel = number | readonly number[];

export interface NormalizeIntensityArgs {
  /** What to subtract. Default: the mean. */
  readonly subtrahend?: PerChannel;
  /** What to divide by. Default: the standard deviation of the population, or 1 when that is 0. */
  readonly divisor?: PerChannel;
  /** Whether voxels of value 0 are left out of the statistics and left as they are. Default false. */
  readonly nonzero?: boolean;
  /** Whether each channel has statistics of its own. Default false. */
  readonly channelWise?: boolean;
}

/**
 * Subtracts the mean and divides by the standard deviation (MONAI's NormalizeIntensity); float32. The step throws
 * UnfitImage when there are numbers for each channel and the image has more or fewer channels.
 * @throws RangeError for numbers of each channel without `channelWise`.
 */
export function normalizeIntensity(args: NormalizeIntensityArgs = {}): SpatialTransform {
  const { subtrahend, divisor, nonzero = false, channelWise = false } = args;
  if (!channelWise && [subtrahend, divisor].some((value) => typeof value === 'object')) {
    throw new RangeError('A subtrahend or divisor for each channel counts only where channelWise is set.');
  }
  return (volume) => {
    if (typeof subtrahend === 'number' && typeof divisor === 'number') {
      const given = { subtrahend, divisor, nonzero };
      return identityStep(mapValues(volume, (values, target) => normalise(values, given, target)));
    }
    const { voxels, size, affine, channels } = volume;
    const [subtrahends, divisors] = [perChannel(subtrahend, channels), perChannel(divisor, channels)];
    const target = new Float32Array(voxels.length);
    const block = channelWise ? voxelCount(size) : voxels.length;
    for (let at = 0, channel = 0; at < voxels.length; at += block, channel++) {
      const given = { subtrahend: subtrahends[channel], divisor: divisors[channel], nonzero };
      normalise(voxels.subarray(at, at + block), given, target.subarray(at, at + block));
    }
    return identityStep(makeVolume<'float32'>({ voxels: target, size, affine, channels }));
  };
}

function perChannel(value: PerChannel | undefined, channels: number): readonly (number | undefined)[] {
  if (typeof value !== 'object') return new Array<number | undefined>(channels).fill(value);
  if (value.length === channels) return value;
  throw new UnfitImage(`Numbers for ${value.length} channels do not normalise an image of ${channels}.`);
}

interface Given {
  readonly subtrahend: number | undefined;
  readonly divisor: number | undefined;
  readonly nonzero: boolean;
}

function normalise(source: Voxels, given: Given, target: Float32Array): void {
  const { nonzero } = given;
  const { subtrahend, divisor } = numbersFor(source, given);
  const share = divisor === 0 ? 1 : divisor;
  for (let at = 0; at < source.length; at++) {
    const value = source[at];
    target[at] = nonzero && value === 0 ? 0 : (value - subtrahend) / share;
  }
}

/** The voxels are looked at only where a number is not given. */
function numbersFor(source: Voxels, { subtrahend, divisor, nonzero }: Given) {
  if (subtrahend !== undefined && divisor !== undefined) return { subtrahend, divisor };
  const { mean, deviation } = statistics(source, nonzero);
  return { subtrahend: subtrahend ?? mean, divisor: divisor ?? deviation };
}

function statistics(source: Voxels, nonzero: boolean): { mean: number; deviation: number } {
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
