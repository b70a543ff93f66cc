import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  linearIndex,
  makeVolume,
  voxelCount,
  voxelIndex,
  type Size,
  type VoxelIndex,
} from '@aiaa/volume';
import fc from 'fast-check';
import { gaussianSmooth } from '../intensity/gaussian-smooth.js';
import type { PerAxis } from '../spatial/per-axis.js';
import { addBells } from './add-bells.js';

const SEEDED = { seed: 20_240_301, numRuns: 80 };
const triple = <T>(each: fc.Arbitrary<T>) => fc.tuple(each, each, each);

describe('bells are what smoothing makes of ones', () => {
  it('within 1e-6, for any voxels, sigmas and sizes', () => {
    const sizes = triple(fc.integer({ min: 1, max: 24 }));
    const sigmas = triple(fc.double({ min: 0, max: 3.5, noNaN: true }));
    const places = fc.uniqueArray(fc.nat({ max: 24 ** 3 }), { maxLength: 30 });
    fc.assert(
      fc.property(sizes, sigmas, places, (size, sigma, at) => {
        const voxels = [...new Set(at.map((n) => n % voxelCount(size)))].map((n) => voxelAt(size, n));
        expect(worst(bells(size, voxels, sigma), smoothed(size, voxels, sigma))).toBeLessThan(1e-6);
      }),
      SEEDED,
    );
  });

  it.each([
    ['a few, one bell each', 5],
    ['a fifth of all voxels, smoothed at once', 6400],
  ])('%s', (_, count) => {
    const size = [40, 32, 25] as const;
    const voxels = Array.from({ length: count }, (__, n) => voxelAt(size, (n * 5 + 3) % voxelCount(size)));
    expect(worst(bells(size, voxels, 2), smoothed(size, voxels, 2))).toBeLessThan(1e-6);
  });

  it('without a wait, when all of a quarter million voxels are clicked', () => {
    const size = [64, 64, 64] as const;
    const voxels = Array.from({ length: voxelCount(size) }, (_, n) => voxelAt(size, n));
    const started = performance.now();
    // the weights of a bell sum to 1, less what is cut off
    expect(bells(size, voxels, 3)[linearIndex(size, 32, 32, 32)]).toBeCloseTo(1, 3);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

it.each([-1, NaN, Infinity])('refuses a sigma of %f', (sigma) => {
  expect(() => bells([3, 3, 3], [voxelIndex(1, 1, 1)], sigma)).toThrow(RangeError);
});

function bells(size: Size, voxels: readonly VoxelIndex[], sigma: PerAxis): Float32Array {
  const channel = new Float32Array(voxelCount(size));
  addBells(channel, { size, voxels, sigma });
  return channel;
}

function smoothed(size: Size, voxels: readonly VoxelIndex[], sigma: PerAxis): ArrayLike<number> {
  const ones = new Float32Array(voxelCount(size));
  for (const [x, y, z] of voxels) ones[linearIndex(size, x, y, z)] = 1;
  return gaussianSmooth({ sigma })(makeVolume({ voxels: ones, size, affine: IDENTITY_AFFINE })).volume.voxels;
}

const worst = (a: Float32Array, b: ArrayLike<number>): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0);

const voxelAt = ([width, height]: Size, at: number): VoxelIndex =>
  voxelIndex(at % width, Math.floor(at / width) % height, Math.floor(at / (width * height)));
