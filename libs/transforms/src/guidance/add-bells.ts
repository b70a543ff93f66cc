import { linearIndex, type Size, type VoxelIndex } from '@aiaa/volume';
import { gaussianWeights } from '../intensity/gaussian-weights.js';
import { smoothAxis } from '../intensity/smooth-axis.js';
import { perAxis, type PerAxis } from '../spatial/per-axis.js';

export interface Bells {
  readonly size: Size;
  /** Where each bell is highest: inside, and no two alike. */
  readonly voxels: readonly VoxelIndex[];
  /** Their standard deviation, in voxels. */
  readonly sigma: PerAxis;
}

type Weights = readonly [Float64Array, Float64Array, Float64Array];

/**
 * Adds bells to a channel of zeros: what GaussianSmooth makes of ones at these voxels, within 1e-6. A one becomes
 * the product of its weights along x, y and z, cut off where the grid ends, and bells add up; so the few thousand
 * voxels around each click are touched instead of the millions of a volume.
 * @returns the slices from the first to the last with a bell in them: all others are zeros still
 * @throws RangeError when a sigma is negative or not finite.
 */
export function addBells(channel: Float32Array, { size, voxels, sigma }: Bells): Float32Array {
  const sigmas = perAxis(sigma);
  if (!sigmas.every((width) => Number.isFinite(width) && width >= 0)) {
    throw new RangeError(`A sigma is a finite number of voxels, 0 or more, not ${sigmas.join(', ')}.`);
  }
  const along = (axis: 0 | 1 | 2): Float64Array => gaussianWeights(sigmas[axis], Math.max(size[axis] - 1, 0));
  const weights: Weights = [along(0), along(1), along(2)];
  if (smoothsFaster(weights, { count: channel.length, bells: voxels.length })) {
    for (const [x, y, z] of voxels) channel[linearIndex(size, x, y, z)] = 1;
    for (const axis of [0, 1, 2] as const) smoothAxis(channel, { size, axis }, weights[axis]);
  } else {
    for (const voxel of voxels) addBell(channel, size, { voxel, weights });
  }
  return belledSlices(channel, size, { voxels, reach: weights[2].length });
}

/** From the first slice to the last with a bell in it; none without bells. */
function belledSlices(
  channel: Float32Array,
  [width, height, depth]: Size,
  { voxels, reach }: { readonly voxels: readonly VoxelIndex[]; readonly reach: number },
): Float32Array {
  let [first, end] = [depth, 0];
  for (const [, , z] of voxels) {
    first = Math.min(first, Math.max(z - reach + 1, 0));
    end = Math.max(end, Math.min(z + reach, depth));
  }
  return channel.subarray(first * width * height, end * width * height);
}

/** With so many bells that they cover the volume many times over, smoothing all of it is less work. */
function smoothsFaster(weights: Weights, { count, bells }: { count: number; bells: number }): boolean {
  const taps = weights.map(({ length }) => 2 * length - 1);
  return bells * taps.reduce((product, n) => product * n, 1) > count * taps.reduce((sum, n) => sum + n, 0);
}

function addBell(channel: Float32Array, size: Size, { voxel, weights }: Bell): void {
  const [x, y, z] = [0, 1, 2].map((axis) => cutOff(weights[axis], voxel[axis], size[axis]));
  z.taps.forEach((high, k) => {
    y.taps.forEach((wide, j) => {
      const share = high * wide;
      const row = linearIndex(size, x.first, y.first + j, z.first + k);
      for (let i = 0; i < x.taps.length; i++) channel[row + i] += share * x.taps[i];
    });
  });
}

interface Bell {
  readonly voxel: VoxelIndex;
  readonly weights: Weights;
}

/** Weights on both sides of a voxel, as far as an axis of `length` voxels goes, and where they begin. */
function cutOff(weights: Float64Array, at: number, length: number) {
  const first = Math.max(at - weights.length + 1, 0);
  const end = Math.min(at + weights.length, length);
  const taps = Float64Array.from({ length: end - first }, (_, n) => weights[Math.abs(first + n - at)]);
  return { first, taps };
}
