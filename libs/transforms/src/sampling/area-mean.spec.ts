import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, allocateVoxels, makeVolume, voxelCount } from '@aiaa/volume';
import type { Dtype, Size, Volume } from '@aiaa/volume';
import fc from 'fast-check';
import { alongAxes, aroundAxis, type AxisPass } from './along-axes.js';
import { areaMean } from './area-mean.js';

const lengths = fc.integer({ min: 1, max: 13 });
const sizes: fc.Arbitrary<Size> = fc.tuple(lengths, lengths, lengths);

describe('the mean of an area', () => {
  it('is to the last bit what whole volumes give, averaged along one axis after the other', () => {
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
        expect(areaMean(volume, to)).toEqual(alongAxes(volume, to, averageWhole));
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

/** The plain form: a whole volume in float64 for each axis. */
function averageWhole(source: Float64Array, pass: AxisPass): Float64Array {
  const { size, axis, length } = pass;
  const n = size[axis];
  if (n === length) return source;
  const { inner, outer } = aroundAxis(pass);
  const target = new Float64Array(inner * length * outer);
  for (let o = 0, row = 0; o < outer; o++) {
    for (let i = 0; i < length; i++, row += inner) {
      const first = Math.floor((i * n) / length);
      const end = Math.ceil(((i + 1) * n) / length);
      for (let at = first; at < end; at++) {
        const from = (o * n + at) * inner;
        for (let k = 0; k < inner; k++) target[row + k] += source[from + k];
      }
      for (let k = 0; k < inner; k++) target[row + k] /= end - first;
    }
  }
  return target;
}
