import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TYPED_ARRAYS, bytesPerVoxel, makeVolume, type Affine, type Size, type Volume } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES } from '@aiaa/volume/testing';
import { readImage } from '../read-image.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { writeImage } from '../write-image.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const dtype = fc.constantFrom('uint8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64');
const length = fc.integer({ min: 1, max: 6 });
const size: fc.Arbitrary<Size> = fc.tuple(length, length, length);
const channels = fc.integer({ min: 1, max: 4 });
const affine: fc.Arbitrary<Affine> = fc.constantFrom(
  ...AXIS_ALIGNED_AFFINES,
  ...OBLIQUE_AFFINES,
  ...SHEARED_AFFINES,
);
const packed = fc.oneof(
  fc.constant({ suffix: '.nii' }),
  fc.constant({ suffix: '.nii.gz' }),
  fc.nat(9).map((level) => ({ suffix: '.nii.gz', level })),
);

/** Any bytes at all: least and greatest numbers, NaN, infinities and numbers below the normal ones. */
const volume = fc.record({ dtype, size, channels, affine }).chain(({ dtype, size, channels, affine }) => {
  const count = size[0] * size[1] * size[2] * channels;
  const bytes = count * bytesPerVoxel(dtype);
  return fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((array): Volume => {
    const voxels = new TYPED_ARRAYS[dtype](Uint8Array.from(array).buffer);
    return makeVolume({ voxels, size, channels, affine });
  });
});

const bytesOf = ({ voxels }: Volume): Buffer =>
  Buffer.from(voxels.buffer, voxels.byteOffset, voxels.byteLength);

describe('what is written is read', () => {
  it('bit by bit: every dtype, channels, affine, plain and packed at every level', async () => {
    let made = 0;
    await fc.assert(
      fc.asyncProperty(volume, packed, async (original, { suffix, ...options }) => {
        const path = join(folder.path, `${made++}${suffix}`);
        await writeImage(path, original, options);
        const { volume: back, stored, warnings } = await readImage(path);
        expect([back.dtype, stored, warnings]).toEqual([original.dtype, original.dtype, []]);
        expect([back.size, back.channels]).toEqual([original.size, original.channels]);
        expect(back.affine).toEqual(original.affine.map(Math.fround));
        expect(bytesOf(back).equals(bytesOf(original))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('and written again it is the same file, with the header of the first', async () => {
    await fc.assert(
      fc.asyncProperty(volume, async (original) => {
        const [first, second] = ['first.nii', 'second.nii'].map((name) => join(folder.path, name));
        await writeImage(first, original);
        const image = await readImage(first);
        await writeImage(second, image.volume, image.nifti === undefined ? {} : { like: image.nifti });
        const again = await readImage(second);
        expect(again.nifti).toEqual(image.nifti);
        expect(again.volume.affine).toEqual(image.volume.affine);
        expect(bytesOf(again.volume).equals(bytesOf(original))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
