import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  allocateVoxels,
  makeVolume,
  multiplyAffines,
  type Affine,
  type Dtype,
  type Size,
} from '@aiaa/volume';
import { LimitExceeded } from '@aiaa/volume/errors';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import type { Image } from '../image.js';
import { DEFAULT_LIMITS, type ReadLimits } from '../read-limits.js';
import { refusalOf } from '../testing/refusal.js';
import type { FoundImage } from './image-set.js';
import { stackChannels } from './stack-channels.js';

interface Made {
  readonly dtype?: Dtype;
  readonly size?: Size;
  readonly affine?: Affine;
  readonly channels?: number;
  readonly warnings?: readonly string[];
}

/** Images whose channels are filled with 10 * (their number) + (the channel's). */
function stack(made: readonly Made[], limits: Partial<ReadLimits> = {}) {
  const images = made.map((_, at): FoundImage => ({
    file: { name: `t${at + 1}.nii`, bytes: new Uint8Array(0) },
    format: 'nifti',
  }));
  const lefts: number[] = [];
  const read = (image: FoundImage, { decodedBytes }: ReadLimits): Promise<Image> => {
    lefts.push(decodedBytes);
    const at = images.indexOf(image);
    const {
      dtype = 'int16',
      size = [2, 3, 4],
      affine = OBLIQUE_AFFINE,
      channels = 1,
      warnings = [],
    } = made[at] ?? {};
    const count = size[0] * size[1] * size[2];
    const voxels = allocateVoxels(dtype, count * channels);
    if (voxels.byteLength > decodedBytes)
      return Promise.reject(new LimitExceeded('The header declares too much.'));
    for (let c = 0; c < channels; c++) voxels.fill(10 * (at + 1) + c, c * count, (c + 1) * count);
    const volume = makeVolume({ voxels, size, affine, channels });
    return Promise.resolve({ volume, format: 'nifti', stored: dtype, warnings });
  };
  return { stacked: stackChannels(images, { ...DEFAULT_LIMITS, ...limits }, read), lefts };
}

describe('the channels follow one another', () => {
  it.each<[string, readonly Made[], Dtype, readonly number[]]>([
    ['one image is itself', [{}], 'int16', [10]],
    ['four of one channel', [{}, {}, {}, {}], 'int16', [10, 20, 30, 40]],
    ['some of several', [{ channels: 3 }, {}, { channels: 2 }], 'int16', [10, 11, 12, 20, 30, 31]],
    ['more than the first let expect', [{}, { channels: 3 }, {}], 'int16', [10, 20, 21, 22, 30]],
    ['fewer than the second let expect', [{}, { channels: 2 }, { dtype: 'uint8' }], 'float32', [10, 20, 21, 30]],
    ['of one wide dtype', [{ dtype: 'int32' }, { dtype: 'int32' }], 'int32', [10, 20]],
    ['of small integers', [{ dtype: 'uint8' }, { dtype: 'int16' }, { dtype: 'uint16' }], 'float32', [10, 20, 30]],
    ['of reals and integers', [{ dtype: 'float32' }, { dtype: 'int8' }], 'float32', [10, 20]],
    ['of a dtype that float32 does not hold', [{ dtype: 'uint8' }, { dtype: 'uint32' }], 'float64', [10, 20]],
    ['of float32, then float64', [{ dtype: 'uint8' }, {}, { dtype: 'float64' }, {}], 'float64', [10, 20, 30, 40]],
  ])('%s', async (_what, made, dtype, channels) => {
    const { volume } = await stack(made).stacked;
    expect([volume.dtype, volume.channels, volume.size]).toEqual([dtype, channels.length, [2, 3, 4]]);
    expect(Array.from(volume.voxels)).toEqual(channels.flatMap((value) => Array<number>(24).fill(value)));
    expect(volume.voxels.buffer.byteLength).toBe(volume.voxels.byteLength);
  }); // prettier-ignore

  it('with what the first says, and each warning once', async () => {
    const made = [{ dtype: 'uint8', warnings: ['a', 'b'] }, { warnings: ['b', 'c'] }] as const;
    const { stored, format, warnings, volume } = await stack(made).stacked;
    expect([stored, format, warnings]).toEqual(['uint8', 'nifti', ['a', 'b', 'c']]);
    expect(volume.affine).toEqual(OBLIQUE_AFFINE);
  });
});

describe('the grids agree to a hundredth of the smallest voxel edge, 0.9 mm, at every corner', () => {
  const moved = (x: number, y: number, z: number): Affine => {
    const [a, b, c, tx, d, e, f, ty, g, h, i, tz] = OBLIQUE_AFFINE;
    return [a, b, c, tx + x, d, e, f, ty + y, g, h, i, tz + z, 0, 0, 0, 1];
  };
  const turned = (radians: number): Affine => {
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
    return multiplyAffines(OBLIQUE_AFFINE, [cos, -sin, 0, 0, sin, cos, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  };
  const stretched = (factor: number): Affine =>
    multiplyAffines(OBLIQUE_AFFINE, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, factor, 0, 0, 0, 0, 1]);
  const rounded = Array.from(Float32Array.from(OBLIQUE_AFFINE)) as unknown as Affine; // as many numbers

  it.each<[string, Made, RegExp | undefined]>([
    ['rounded to float32', { affine: rounded }, undefined],
    ['0.0089 mm aside', { affine: moved(0, 0.0089, 0) }, undefined],
    ['0.0091 mm aside', { affine: moved(0, 0.0091, 0) }, /position of a corner is \(.*\) mm and \(/],
    ['a thousandth of a radian', { affine: turned(0.001) }, undefined],
    ['a hundredth of a radian', { affine: turned(0.01) }, /position of a corner/],
    ['a slice thinner by a ten thousandth', { affine: stretched(0.9999) }, undefined],
    ['a slice thinner by a hundredth', { affine: stretched(0.99) }, /the spacing is 0.9 x 1.3 x 2.7 mm and 0.9 x 1.3 x 2.673;/],
    ['a slice more', { size: [2, 3, 5] }, /the size is 2 x 3 x 4 voxels and 2 x 3 x 5;/],
    ['axes that are swapped', { size: [3, 2, 4] }, /the size is/],
    ['mirrored', { affine: multiplyAffines(OBLIQUE_AFFINE, [-1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]) }, /position/],
    ['elsewhere altogether', { affine: IDENTITY_AFFINE }, /the spacing is/],
  ])('%s', async (_what, second, sentence) => {
    const { stacked } = stack([{}, second]);
    if (sentence === undefined) {
      expect((await stacked).volume.channels).toBe(2);
      return;
    }
    const refusal = await refusalOf(stacked);
    expect([refusal.tag, refusal.message]).toEqual(['MalformedImage', expect.stringMatching(sentence)]);
    expect(refusal.message).toContain('"t1.nii" and "t2.nii" lie on different grids');
  }); // prettier-ignore

  it('of a single voxel lie where they say', async () => {
    const size: Size = [1, 1, 1];
    const { stacked } = stack([{ size }, { size, affine: moved(0, 0, 9) }]);
    expect((await refusalOf(stacked)).message).toContain('position');
  });
});

describe('all that is held counts against the limit', () => {
  const bytes = 24 * 2; // of one image

  it('the stack of N, and the image that is added', async () => {
    const { stacked, lefts } = stack([{}, {}, {}], { decodedBytes: 4 * bytes });
    expect((await stacked).volume.channels).toBe(3);
    expect(lefts).toEqual([4 * bytes, bytes, bytes]);
  });

  it.each<[string, readonly Made[], number]>([
    ['a byte less', [{}, {}, {}], 4 * bytes - 1],
    ['a second image that is larger than its share', [{}, { channels: 2 }], 3 * bytes],
    ['another dtype, for which the stack is made again', [{}, { dtype: 'float64' }], 3 * bytes],
  ])('%s is refused', async (_what, made, decodedBytes) => {
    const refusal = await refusalOf(stack(made, { decodedBytes }).stacked);
    expect([refusal.tag, refusal.message]).toEqual([
      'LimitExceeded',
      expect.stringMatching(/^The images together need more than \d+ bytes in memory/),
    ]);
  });

  it('the first alone is refused by its own sentence', async () => {
    const refusal = await refusalOf(stack([{}, {}], { decodedBytes: bytes - 1 }).stacked);
    expect(refusal.message).toBe('The header declares too much.');
  });
});
