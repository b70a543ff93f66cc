import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeVolume, type Affine, type Volume } from '@aiaa/volume';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import type { Image } from '../image.js';
import { readImage } from '../read-image.js';
import { niftiBytes, type NiftiFields } from '../testing/nifti-bytes.js';
import { temporaryFolder, type TemporaryFolder } from '../testing/temporary-folder.js';
import { writeImage } from '../write-image.js';

let folder: TemporaryFolder;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

const SIZE = [2, 3, 4] as const;

/** Every number differs, so that a channel or a voxel out of place shows. */
const ramp = (channels: number, affine: Affine = OBLIQUE_AFFINE): Volume<'uint16'> =>
  makeVolume<'uint16'>({
    voxels: Uint16Array.from({ length: 24 * channels }, (_, at) => at + 1),
    size: SIZE,
    channels,
    affine,
  });

let made = 0;
async function written(
  volume: Volume,
  like?: Image,
): Promise<{ header: DataView; bytes: Buffer; again: Image }> {
  const path = join(folder.path, `${made++}.nii`);
  await writeImage(path, volume, like?.nifti === undefined ? {} : { like: like.nifti });
  const bytes = await readFile(path);
  return {
    bytes,
    header: new DataView(bytes.buffer, bytes.byteOffset),
    again: await readImage(path),
  };
}
const dimOf = (header: DataView) => Array.from({ length: 8 }, (_, i) => header.getInt16(40 + 2 * i, true));
const pixdimOf = (header: DataView) =>
  Array.from({ length: 8 }, (_, i) => header.getFloat32(76 + 4 * i, true));
const image = (fields: NiftiFields) => readImage({ bytes: niftiBytes(fields), name: 'image.nii' });

describe('several channels', () => {
  it('lie along the fourth axis, each one block', async () => {
    const { header, bytes, again } = await written(ramp(3));
    expect(dimOf(header)).toEqual([4, 2, 3, 4, 3, 1, 1, 1]);
    expect(Array.from({ length: 72 }, (_, at) => bytes.readUInt16LE(352 + 2 * at))).toEqual([
      ...ramp(3).voxels,
    ]);
    expect(again.volume).toEqual({ ...ramp(3), affine: OBLIQUE_AFFINE.map(Math.fround) });
  });

  it('have steps of 1 beyond the third axis when no header says more', async () => {
    expect(pixdimOf((await written(ramp(2))).header).slice(4)).toEqual([1, 1, 1, 1]);
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ['the step of a series is kept', [1, 1, 1, 1, 2.5, 0, 0, 0], [2.5, 0, 0, 0]],
    ['a step of 0 becomes 1, for a declared axis has a positive one', [1, 1, 1, 1, 0, 0, 0, 7], [1, 0, 0, 7]],
    ['so does one below 0', [1, 1, 1, 1, -2, 0, 0, 0], [1, 0, 0, 0]],
    ['and one that is no number', [1, 1, 1, 1, NaN, 0, 0, 0], [1, 0, 0, 0]],
  ])('with the header of a 3-D image: %s', async (_what, pixdim, further) => {
    const like = await image({ pixdim, qformCode: 2, sformCode: 4, qoffset: [9, 8, 7], xyztUnits: 10 });
    const { header, again } = await written(ramp(2, like.volume.affine), like);
    expect(pixdimOf(header).slice(4)).toEqual(further);
    expect(again.nifti).toEqual({ ...like.nifti, pixdim: [...pixdim.slice(0, 4), ...further] });
    expect(again.volume.affine).toEqual(like.volume.affine);
  });

  it('of a 2-D image keep its place, though the third axis is declared now', async () => {
    const like = await image({
      dim: [2, 6, 4, 1, 1, 1, 1, 1],
      sformCode: 0,
      pixdim: [1, 2, 3, 9, 0, 0, 0, 0],
    });
    const two = makeVolume({ ...like.volume, voxels: new Uint8Array(48), channels: 2 });
    const { header, again } = await written(two, like);
    expect(dimOf(header)).toEqual([4, 6, 4, 1, 2, 1, 1, 1]);
    expect(again.volume.affine).toEqual(like.volume.affine);
  });

  it('turned into one channel give a 3-D file', async () => {
    const like = await image({
      dim: [4, 2, 3, 4, 2, 1, 1, 1],
      pixdim: [1, 1, 1, 1, 2.5, 0, 0, 0],
      voxels: new Uint8Array(96),
    });
    const { header, again } = await written(ramp(1, like.volume.affine), like);
    expect(dimOf(header)).toEqual([3, 2, 3, 4, 1, 1, 1, 1]);
    expect(again.nifti).toEqual(like.nifti);
  });
});

describe('an image of another format', () => {
  it('has both forms in the scanner’s space, in millimetres, as ITK writes them', async () => {
    const { header, again } = await written(ramp(1));
    expect(again.nifti).toMatchObject({ axes: 3, sformCode: 1, qformCode: 1, xyztUnits: 2 });
    expect([header.getInt16(252, true), header.getInt16(254, true)]).toEqual([1, 1]);
  });
});
