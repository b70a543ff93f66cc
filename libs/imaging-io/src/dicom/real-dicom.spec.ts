import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { linearIndex, voxelPoint, voxelRange, voxelToWorld, worldToVoxel } from '@aiaa/volume';
import type { Image } from '../image.js';
import { readImage } from '../read-image.js';
import { refusalOf } from '../testing/refusal.js';

const data = process.env['AIAA_TEST_DATA'];
const withData = data === undefined ? describe.skip : describe;
const folder = data ?? '';

const dicom = (...path: readonly string[]): string => join(folder, 'dicom', ...path);
const filesIn = (path: string): readonly string[] => readdirSync(path).map((name) => join(path, name));

withData('DICOM of the world (skipped unless AIAA_TEST_DATA names its folder)', () => {
  const generic = dicom('icometrix+dicom2nifti', 'tests', 'data', 'generic');

  // The ground truths are those of dicom2nifti, equal to dcm2niix's, which have another order of voxels.
  it.each(['anatomical', 'compressed_j2k', 'compressed_jpeg', 'compressed_jpegls', 'compressed_rle'])(
    '%s has the voxels of its ground truth where that has them',
    async (name) => {
      const { volume, warnings } = await readImage(filesIn(join(generic, name, '001')));
      const { volume: truth } = await readImage(join(generic, name, "001_ground_truth.nii.gz"));
      expect([warnings, volume.voxels.length]).toEqual([[], truth.voxels.length]);
      const [width, height, depth] = truth.size;
      let different = 0;
      let furthest = 0;
      for (let z = 0; z < depth; z++) {
        for (let y = 0; y < height; y += 3) {
          for (let x = 0; x < width; x += 3) {
            const place = worldToVoxel(volume.affine, voxelToWorld(truth.affine, voxelPoint(x, y, z)));
            const [i, j, k] = place.map(Math.round);
            place.forEach((at, axis) => (furthest = Math.max(furthest, Math.abs(at - [i, j, k][axis]))));
            if (volume.voxels[linearIndex(volume.size, i, j, k)] !== truth.voxels[linearIndex(truth.size, x, y, z)]) different++;
          }
        }
      }
      expect(different).toBe(0);
      expect(furthest).toBeLessThan(1e-3);
    },
  ); // prettier-ignore

  it('a tilted gantry is told, and lies as its first slice does', async () => {
    const path = dicom('icometrix+dicom2nifti', 'tests', 'data', 'failing', 'gantrytilting', '001');
    const { volume, warnings } = await readImage(filesIn(path));
    expect([volume.size, volume.dtype]).toEqual([[512, 512, 4], 'int16']);
    expect(warnings).toEqual([expect.stringContaining('sheared by 14.0 degrees')]);
  });

  it('one CT slice in every lossless transfer syntax is one volume', async () => {
    const path = dicom('cornerstonejs+cornerstoneWADOImageLoader', 'testImages');
    const names = readdirSync(path).filter((name) => /CTImage/.test(name) && !/Process1Transfer/.test(name));
    expect(names.length).toBeGreaterThanOrEqual(7);
    const images = await Promise.all(names.map((name) => readImage(join(path, name))));
    for (const image of images) expectSame(image, images[0]);
  });

  it('one MR slice in each of its forms is one volume', async () => {
    const path = dicom('pydicom+pydicom', 'test_files');
    const names = readdirSync(path).filter((name) => /^MR_small/.test(name));
    expect(names.length).toBeGreaterThanOrEqual(8);
    const images = await Promise.all(names.map((name) => readImage(join(path, name))));
    for (const image of images) expectSame(image, images[0]);
  });

  /** The range of what SimpleITK 2.5 reads of the same file. */
  it.each<[string, string, number, number]>([
    ['CT_small.dcm', 'float32', -896, 1167],
    ['693_J2KI.dcm', 'int16', -3995, 1812],
    ['JPEG2000.dcm', 'int16', -30, 245],
    ['JPEG-lossy.dcm', 'uint16', 0, 264],
    ['JPGExtended.dcm', 'uint16', 0, 264],
    ['image_dfl.dcm', 'uint8', 0, 255],
  ])('%s has the range that ITK reads', async (name, dtype, min, max) => {
    const { volume } = await readImage(dicom('pydicom+pydicom', 'test_files', name));
    const { finite = [] } = voxelRange(volume.voxels);
    expect([volume.dtype, ...finite]).toEqual([dtype, min, max]);
  });

  it.each([
    ['MR_truncated.dcm', 'MalformedImage', 'cut short'],
    ['badVR.dcm', 'MalformedImage', '15 frames'],
    ['no_meta.dcm', 'UnsupportedImage', 'holds no image'],
    ['rtstruct.dcm', 'UnsupportedImage', 'holds no image'],
  ])('%s is refused', async (name, tag, words) => {
    const refusal = await refusalOf(readImage(dicom('pydicom+pydicom', 'test_files', name)));
    expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringContaining(words)]);
  });

  it('a palette gives the colours that pydicom 3.0.2 gives', async () => {
    const { volume } = await readImage(dicom('pydicom+pydicom', 'test_files', 'examples_palette.dcm'));
    expect([volume.size, volume.channels, volume.dtype]).toEqual([[800, 350, 1], 3, 'uint16']);
    // Of apply_color_lut(...), its channels moved to the front.
    const digest = createHash('sha256').update(Buffer.from(volume.voxels.buffer)).digest('hex');
    expect(digest).toBe('b9ddcbcee144714bf2e664c7af8be539a7946eff319fe959eceb97cd90829865');
  });

  it('frames of one file, and files of one frame, are one volume', async () => {
    const path = join(folder, 'contours', 'QIICR+dcmqi', 'data', 'segmentations', '23x38x3');
    expectSame(await readImage(join(path, 'multiframe', 'mf.dcm')), await readImage(filesIn(join(path, 'image'))));
  }); // prettier-ignore
});

function expectSame({ volume }: Image, other: Image | undefined): void {
  expect([volume.size, volume.dtype, volume.affine]).toEqual([
    other?.volume.size,
    other?.volume.dtype,
    other?.volume.affine,
  ]);
  expect(volume.voxels).toEqual(other?.volume.voxels);
}
