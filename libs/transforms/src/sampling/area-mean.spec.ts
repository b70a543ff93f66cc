import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  allocateVoxels,
  channelOf,
  linearIndex,
  makeVolume,
  voxelCount,
} from '@aiaa/volume';
import type { Dtype, Grid, Size, Volume } from '@aiaa/volume';
import fc from 'fast-check';
import { areaMean } from './area-mean.js';

const lengths = fc.integer({ min: 1, max: 13 });
const sizes: fc.Arbitrary<Size> = fc.tuple(lengths, lengths, lengths);

describe('the mean of an area', () => {
  it('is to the last bit the mean of the voxels that each target voxel covers', () => {
    const volumes = fc.record({
      dtype: fc.constantFrom<Dtype>('uint8', 'int16', 'int32', 'float32', 'float64'),
      size: sizes,
      channels: fc.integer({ min: 1, max: 2 }),
      seed: fc.nat({ max: 1000 }),
    });
    fc.assert(
      fc.property(volumes, sizes, (described, size) => {
        const volume = waves(described);
        const to = { size, affine: volume.affine };
        expect(areaMean(volume, to)).toEqual(meansOneByOne(volume, to));
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ['halves a row', [1, 3, 5, 9], [2, 7]],
    ['counts a voxel covered in part as a whole one', [3, 6, 12], [4.5, 9]],
    ['repeats what lies alone under several', [2, 4], [2, 2, 3, 4, 4]],
    ['has no negative zero', [-0, -0], [0, 0, 0, 0]],
    ['keeps what is not a number where it was', [NaN, 1, 2, 4], [NaN, 3]],
  ])('%s', (_, values, expected) => {
    for (const axis of [0, 1, 2] as const) {
      const means = line(expected, axis);
      expect(areaMean(line(values, axis), means)).toEqual(means);
    }
  });
});

function line(values: readonly number[], axis: 0 | 1 | 2): Volume<'float32'> {
  const along = (a: 0 | 1 | 2): number => (a === axis ? values.length : 1);
  const size = [along(0), along(1), along(2)] as const;
  return makeVolume<'float32'>({ voxels: Float32Array.from(values), size, affine: IDENTITY_AFFINE });
}

interface Waves {
  readonly dtype: Dtype;
  readonly size: Size;
  readonly channels: number;
  readonly seed: number;
}

/** Values whose sums are rounded differently in another order. */
function waves({ dtype, size, channels, seed }: Waves): Volume {
  const voxels = allocateVoxels(dtype, voxelCount(size) * channels);
  for (let at = 0; at < voxels.length; at++) voxels[at] = Math.tan(at * 1.3 + seed) * 50;
  return makeVolume({ voxels, size, affine: IDENTITY_AFFINE, channels });
}

/** The plain form: each voxel by itself, the rows it covers summed first, then its slices, then divided. */
function meansOneByOne(volume: Volume, to: Grid): Volume<'float32'> {
  const { size, channels } = volume;
  const covered = (axis: 0 | 1 | 2, index: number): number[] => {
    const [n, length] = [size[axis], to.size[axis]];
    const first = Math.floor((index * n) / length);
    const end = Math.ceil(((index + 1) * n) / length);
    return Array.from({ length: end - first }, (_, step) => first + step);
  };
  const sum = (indices: readonly number[], of: (index: number) => number): number =>
    indices.reduce((total, index) => total + of(index), 0);
  const voxels = new Float32Array(voxelCount(to.size) * channels).map((_, at) => {
    const [i, j] = [at % to.size[0], Math.floor(at / to.size[0]) % to.size[1]];
    const slice = Math.floor(at / to.size[0] / to.size[1]);
    const [k, channel] = [slice % to.size[2], Math.floor(slice / to.size[2])];
    const source = channelOf(volume, channel);
    const [along, rows, slices] = [covered(0, i), covered(1, j), covered(2, k)];
    const total = sum(slices, (z) => sum(rows, (y) => sum(along, (x) => source[linearIndex(size, x, y, z)])));
    return total / (along.length * rows.length * slices.length);
  });
  return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
}
