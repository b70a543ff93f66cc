import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  allocateVoxels,
  makeVolume,
  voxelCount,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { OBLIQUE_AFFINE, chiralMask } from '@aiaa/volume/testing';
import fc from 'fast-check';
import { readImage } from '../read-image.js';
import { refusalOf } from '../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { writePng } from './write-png.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

let made = 0;
const freshPath = (): string => join(folder.path, `${made++}.png`);
async function readBack(volume: Volume, level?: number): Promise<Volume> {
  const path = freshPath();
  await writePng(path, volume, level === undefined ? {} : { level });
  return (await readImage({ path })).volume;
}

/** Slice z of the letter F, which lies upright on it. */
function sliceOfLetter(z: number): Volume {
  const { size, voxels } = chiralMask();
  const [width, height] = size;
  const plane = width * height;
  const slice = voxels.slice(z * plane, (z + 1) * plane);
  return makeVolume({ voxels: slice, size: [width, height, 1], affine: OBLIQUE_AFFINE });
}

describe('read after write', () => {
  it.each(['uint8', 'uint16'] as const)('gives %s voxels back, of 1 to 4 channels and any size', async (dtype) => {
    const most = dtype === 'uint8' ? 0xff : 0xffff;
    const pictures = fc
      .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }), channels: fc.integer({ min: 1, max: 4 }) })
      .chain(({ width, height, channels }) => {
        const length = width * height * channels;
        const numbers = fc.array(fc.integer({ min: 0, max: most }), { minLength: length, maxLength: length });
        return numbers.map((values) => {
          const voxels = allocateVoxels(dtype, length);
          voxels.set(values);
          return makeVolume({ voxels, size: [width, height, 1], channels, affine: IDENTITY_AFFINE });
        });
      });
    await fc.assert(
      fc.asyncProperty(pictures, async (volume) => {
        expect(await readBack(volume)).toEqual(volume);
      }),
      { numRuns: 100 },
    );
  }); // prettier-ignore

  it.each([0, 1, 9])('at level %d', async (level) => {
    const volume = sliceOfLetter(3);
    expect((await readBack(volume, level)).voxels).toEqual(volume.voxels);
  });

  it('of a part of a larger array', async () => {
    const all = Uint16Array.from({ length: 60 }, (_, at) => at * 1000);
    const volume = makeVolume({ voxels: all.subarray(20, 40), size: [4, 5, 1], affine: IDENTITY_AFFINE });
    expect([...(await readBack(volume)).voxels]).toEqual([...all.slice(20, 40)]);
  });
});

it('the letter F stands upright and is not mirrored, with any affine', async () => {
  const { voxels, size, affine } = await readBack(sliceOfLetter(2));
  const rows = Array.from({ length: 13 }, (_, y) =>
    Array.from({ length: 11 }, (_, x) => (voxels[11 * y + x] === 1 ? '#' : '.')).join(''),
  );
  expect([size, affine]).toEqual([[11, 13, 1], IDENTITY_AFFINE]);
  expect(rows).toEqual([
    '...........',
    '...........',
    '...#####...',
    '...#.......',
    '...#.......',
    '...####....',
    '...#.......',
    '...#.......',
    '...#.......',
    '...........',
    '...........',
    '...........',
    '...........',
  ]);
});

describe('what a PNG cannot hold is refused, and no file appears', () => {
  const blank = (size: Size, channels = 1): Volume =>
    makeVolume({
      voxels: new Uint8Array(voxelCount(size) * channels),
      size,
      channels,
      affine: IDENTITY_AFFINE,
    });
  const floats = makeVolume({ voxels: new Float32Array(4), size: [2, 2, 1], affine: IDENTITY_AFFINE });
  const signed = makeVolume({ voxels: new Int8Array(4), size: [2, 2, 1], affine: IDENTITY_AFFINE });

  it.each<[string, Volume, RegExp, number]>([
    ['several slices', chiralMask(), /has 11 x 13 x 7 voxels; a PNG holds one slice, z = 1: ask for .nii.gz or .nrrd/, 1],
    ['no slice', blank([2, 2, 0]), /2 x 2 x 0 voxels; a PNG holds one slice/, 1],
    ['no voxel', blank([2, 0, 1]), /2 x 0 x 1 voxels; a PNG holds at least one/, 1],
    ['float32', floats, /are float32; a PNG holds uint8 or uint16/, 1],
    ['int8', signed, /are int8; a PNG holds uint8 or uint16/, 1],
    ['five channels', blank([2, 2, 1], 5), /has 5 channels; a PNG holds 1 to 4/, 1],
  ])('%s', async (_what, volume, sentence, level) => {
    const path = freshPath();
    const refusal = await refusalOf(writePng(path, volume, { level }));
    expect(refusal.tag).toBe('UnfitImage');
    expect(refusal.message).toMatch(sentence);
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  }); // prettier-ignore
});

it('leaves nothing behind, and the old file as it was, when it is cancelled', async () => {
  const own = await temporaryFolder();
  const path = await own.put('mask.png', Uint8Array.of(7));
  const refusal = writePng(path, sliceOfLetter(2), { signal: AbortSignal.abort() });
  await expect(refusal).rejects.toMatchObject({ name: 'AbortError' });
  expect(await readdir(own.path)).toEqual(['mask.png']);
  expect([...(await readFile(path))]).toEqual([7]);
  await own.remove();
});
