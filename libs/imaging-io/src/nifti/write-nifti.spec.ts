import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allocateVoxels,
  makeVolume,
  sameAffine,
  spacingOf,
  voxelCount,
  type Affine,
  type Size,
} from '@aiaa/volume';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINE,
  OBLIQUE_AFFINES,
  SHEARED_AFFINES,
  chiralMask,
  chiralVolume,
} from '@aiaa/volume/testing';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import type { Image } from '../image.js';
import { readImage } from '../read-image.js';
import { niftiBytes, type NiftiFields } from '../testing/nifti-bytes.js';
import { refusalOf } from '../testing/refusal.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { writeImage } from '../write-image.js';
import type { NiftiGeometry } from './nifti-geometry.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

let made = 0;
const freshPath = (suffix: string): string => join(folder.path, `${made++}${suffix}`);
async function readBack(path: string): Promise<Image & { readonly nifti: NiftiGeometry }> {
  const image = await readImage(path);
  if (image.nifti === undefined) throw new Error(`${path} has no NIfTI geometry.`);
  return { ...image, nifti: image.nifti };
}
const readBytes = async (bytes: Uint8Array) => readBack(await folder.put(`${made++}.nii`, bytes));
const blank = (size: Size, affine: Affine) =>
  makeVolume({ voxels: allocateVoxels('uint8', voxelCount(size)), size, affine });

describe('read after write', () => {
  const dtypes = ['uint8', 'uint16', 'int16', 'uint32', 'int32', 'float32', 'float64'] as const;

  it.each(dtypes)('gives %s voxels back, plain and compressed at any level', async (dtype) => {
    const volume = chiralVolume(dtype);
    for (const [suffix, level] of [
      ['.nii', undefined],
      ['.nii.gz', undefined],
      ['.NII.GZ', 9],
    ] as const) {
      const path = freshPath(suffix);
      await writeImage(path, volume, { ...(level !== undefined && { level }) });
      const { volume: back, warnings } = await readBack(path);
      expect([back.dtype, back.size, warnings]).toEqual([dtype, volume.size, []]);
      expect(back.voxels).toEqual(volume.voxels);
      expect((await readFile(path))[0]).toBe(suffix === '.nii' ? 0x5c : 0x1f);
    }
  });

  it('gives every kind of affine back to float32, as sform, and as qform when it is not sheared', async () => {
    for (const affine of [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES, ...SHEARED_AFFINES]) {
      const path = freshPath('.nii');
      await writeImage(path, chiralMask(affine));
      const { volume, nifti } = await readBack(path);
      expect(volume.affine).toEqual(affine.map(Math.fround));
      const sheared = SHEARED_AFFINES.includes(affine);
      expect([nifti.sformCode, nifti.qformCode]).toEqual([1, sheared ? 0 : 1]);
      spacingOf(affine).forEach((mm, axis) => expect(nifti.pixdim[axis + 1]).toBe(Math.fround(mm)));
      if (!sheared) {
        const { affine: byQform } = (await readBytes(await withoutSform(path))).volume;
        expect(sameAffine(byQform, affine, 1e-5)).toBe(true);
      }
    }
  });

  async function withoutSform(path: string): Promise<Uint8Array> {
    const bytes = await readFile(path);
    bytes.writeInt16LE(0, 254);
    bytes.fill(0, 280, 328);
    return bytes;
  }
});

it('writes the fields that other programs look at', async () => {
  const path = freshPath('.nii');
  await writeImage(path, blank([5, 4, 3], OBLIQUE_AFFINE));
  const bytes = await readFile(path);
  expect(bytes).toHaveLength(352 + 60);
  expect(bytes.readInt32LE(0)).toBe(348);
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((i) => bytes.readInt16LE(40 + 2 * i))).toEqual([
    3, 5, 4, 3, 1, 1, 1, 1,
  ]);
  expect([bytes.readInt16LE(70), bytes.readInt16LE(72)]).toEqual([2, 8]); // uint8, 8 bits
  expect([108, 112, 116].map((at) => bytes.readFloatLE(at))).toEqual([352, 1, 0]); // vox_offset, slope, inter
  expect(bytes[123]).toBe(2); // millimetres
  expect(bytes.toString('latin1', 148, 153)).toBe('aiaa\0');
  expect(bytes.toString('latin1', 344, 352)).toBe('n+1\0\0\0\0\0');
});

describe('a result with the header of its image', () => {
  const turned = {
    quaternion: [0.1, -0.2, 0.3],
    qoffset: [-31.5, 12.25, 104],
    pixdim: [-1, 0.9, 1.3, 2.7, 2.5, 0, 0, 7],
    xyztUnits: 10,
  };
  const oblique = OBLIQUE_AFFINE.slice(0, 12);

  it.each<[string, NiftiFields]>([
    ['both forms, different codes', { ...turned, sformCode: 4, qformCode: 2, srow: oblique }],
    ['the sform alone, under it a quaternion', { ...turned, sformCode: 2, srow: oblique }],
    ['the qform alone, under it rows', { ...turned, sformCode: 0, qformCode: 3, srow: oblique }],
    ['no orientation', { ...turned, sformCode: 0 }],
    ['a sheared sform and a qform that cannot say it', { ...turned, qformCode: 2, srow: shearedRows() }],
    ['an sform that its reader does not take', { ...turned, srow: [5, 0, 0, 0, 0, 5, 0, 0, 0, 0, 5, 0] }],
    ['spacings of 0', { ...turned, pixdim: [0, 0, 0, 0, 0, 0, 0, 0], srow: oblique }],
    ['big endian', { ...turned, littleEndian: false, qformCode: 1, srow: oblique }],
    ['a trailing axis', { ...turned, dim: [4, 2, 3, 4, 1, 1, 1, 1], srow: oblique }],
  ])('keeps every geometry field: %s', async (_what, fields) => {
    const source = niftiBytes(fields);
    const image = await readBytes(source);
    const path = freshPath('.nii');
    await writeImage(path, blank(image.volume.size, image.volume.affine), { like: image.nifti });

    const written = await readFile(path);
    const expected = Buffer.from(niftiBytes({ ...fields, littleEndian: true }));
    expect(written.subarray(76, 108)).toEqual(expected.subarray(76, 108)); // pixdim
    expect(written[123]).toBe(expected[123]); // xyzt_units
    expect(written.subarray(252, 328)).toEqual(expected.subarray(252, 328)); // codes, quaternion, offset, rows
    const again = await readBack(path);
    expect(again.volume.affine).toEqual(image.volume.affine);
    expect(again.nifti).toEqual(image.nifti);
    expect(again.warnings).toEqual(image.warnings);
  });

  it('stays 2-D when the image is', async () => {
    const image = await readBytes(niftiBytes({ dim: [2, 6, 4, 1, 1, 1, 1, 1] }));
    const path = freshPath('.nii');
    await writeImage(path, image.volume, { like: image.nifti });
    expect((await readFile(path)).readInt16LE(40)).toBe(2);
    expect((await readBack(path)).nifti).toEqual(image.nifti);
  });

  it('of NIfTI-2 is written to the precision of NIfTI-1', async () => {
    const fields = { ...turned, version: 2, qformCode: 1, sformCode: 3, srow: oblique } as const;
    const image = await readBytes(niftiBytes(fields));
    const path = freshPath('.nii');
    await writeImage(path, image.volume, { like: image.nifti });
    const again = await readBack(path);
    expect(again.volume.affine).toEqual(image.volume.affine.map(Math.fround));
    expect([again.nifti.qformCode, again.nifti.sformCode, again.nifti.xyztUnits]).toEqual([1, 3, 10]);
  });

  it('on another grid has that grid, in the same space and units', async () => {
    const image = await readBytes(niftiBytes({ ...turned, qformCode: 2, sformCode: 4, srow: oblique }));
    const path = freshPath('.nii');
    const other: Affine = [2, 0, 0, 1, 0, 2, 0, 2, 0, 0, 2, 3, 0, 0, 0, 1];
    await writeImage(path, blank([7, 8, 9], other), { like: image.nifti });
    const { volume, nifti } = await readBack(path);
    expect(volume.affine).toEqual(other);
    expect(nifti).toMatchObject({ sformCode: 4, qformCode: 4, xyztUnits: 10 });
    expect(nifti.pixdim.slice(0, 4)).toEqual([1, 2, 2, 2]);
  });

  function shearedRows(): readonly number[] {
    return [0.9, 0, 0, -31, 0, 1.3, 0, 12, 0, 1.62, 2.16, 104].map((n, at) =>
      at === 6 ? 1.62 : at === 9 ? 0 : n,
    );
  }
});

describe('refuses', () => {
  const affine = OBLIQUE_AFFINE;

  it.each([
    ['at most 32767 along each axis', blank([32_768, 1, 1], affine)],
    ['at least one along each axis', blank([0, 3, 3], affine)],
    [
      '32768 channels; a NIfTI-1 file has at most 32767',
      makeVolume({ voxels: new Uint8Array(32_768), size: [1, 1, 1], channels: 32_768, affine }),
    ],
    ['beyond the 32-bit numbers', blank([1, 1, 1], [1e-50, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])],
    ['beyond the 32-bit numbers', blank([1, 1, 1], [1, 0, 0, 1e39, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])],
    ['int8', makeVolume({ voxels: new Int8Array(8), size: [2, 2, 2], affine })],
  ])('%s', async (figure, volume) => {
    const path = freshPath('.nii');
    const refusal = await refusalOf(writeImage(path, volume));
    expect(refusal).toBeInstanceOf(UnfitImage);
    expect(refusal.message).toContain(figure);
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the file appears whole or not at all', () => {
  it('replaces a file that is there', async () => {
    const path = freshPath('.nii.gz');
    await writeFile(path, 'before');
    await writeImage(path, chiralMask());
    expect(gunzipSync(await readFile(path))).toHaveLength(352 + 11 * 13 * 7);
  });

  it.each([
    ['the level is none of zlib’s', 'mask.nii.gz', 77, 'zlib has levels 0 to 9, not 77.'],
    ['the place is taken by a folder', 'taken.nii.gz', 1, 'EISDIR'],
  ])('leaves nothing behind when %s', async (_why, name, level, refused) => {
    const own = await temporaryFolder();
    await mkdir(join(own.path, 'taken.nii.gz'));
    await expect(writeImage(join(own.path, name), chiralMask(), { level })).rejects.toThrow(refused);
    expect(await readdir(own.path)).toEqual(['taken.nii.gz']);
    await own.remove();
  });

  it('leaves nothing behind, and the old file as it was, when it is cancelled', async () => {
    const own = await temporaryFolder();
    const path = await own.put('mask.nii.gz', Uint8Array.of(7));
    const big = blank([512, 512, 256], OBLIQUE_AFFINE);
    const controller = new AbortController();
    const writing = refusalOf(writeImage(path, big, { signal: controller.signal, level: 9 }));
    setTimeout(() => controller.abort(), 10);
    expect(await writing).toBeInstanceOf(Cancelled);
    expect(await readdir(own.path)).toEqual(['mask.nii.gz']);
    expect([...(await readFile(path))]).toEqual([7]);
    expect(await refusalOf(writeImage(path, big, { signal: AbortSignal.abort() }))).toBeInstanceOf(Cancelled);
    await own.remove();
  });
});
