import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sameAffine, type Size } from '@aiaa/volume';
import { readImage } from '../read-image.js';

interface Reference {
  readonly made: string;
  readonly stored: string;
  readonly size: Size;
  readonly channels: number;
  readonly affine: readonly number[];
  readonly voxels: readonly number[];
  readonly file: string;
}
const fixture = new URL('../fixtures/nrrd-reference.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly cases: readonly Reference[] };

describe('files of other programs are read as SimpleITK reads them', () => {
  it.each(cases.map((reference) => [reference.made, reference] as const))('%s', async (_made, reference) => {
    const bytes = Buffer.from(reference.file, 'base64');
    const { volume, stored, format } = await readImage({ bytes, name: 'image.nrrd' });
    expect([format, stored, volume.size, volume.channels]).toEqual([
      'nrrd',
      reference.stored,
      reference.size,
      reference.channels,
    ]);
    volume.affine.forEach((value, at) => expect(value).toBeCloseTo(reference.affine[at], 12));
    expect([...volume.voxels]).toEqual(reference.voxels);
  });
});

const data = process.env['AIAA_TEST_DATA'];
const withData = data === undefined ? describe.skip : describe;

withData('files of the world (skipped unless AIAA_TEST_DATA names their folder)', () => {
  const read = (path: string) => readImage(join(data ?? '', path));

  it('one head, as NRRD and as NIfTI, is one image', async () => {
    const nrrd = await read('nifti/niivue+niivue/FLAIR.nrrd');
    const nifti = await read('nifti/niivue+niivue/FLAIR.nii.gz');
    expect([nrrd.volume.size, nrrd.stored, nrrd.warnings]).toEqual([nifti.volume.size, nifti.stored, []]);
    expect(sameAffine(nrrd.volume.affine, nifti.volume.affine, 1e-4)).toBe(true);
    expect(
      Buffer.compare(Buffer.from(nrrd.volume.voxels.buffer), Buffer.from(nifti.volume.voxels.buffer)),
    ).toBe(0);
  });

  it('a segmentation has its labels', async () => {
    const { volume, warnings } = await read(
      'contours/QIICR+dcmqi/data/segmentations/23x38x3/nrrd/label.nrrd',
    );
    expect([volume.size, volume.channels, warnings]).toEqual([[23, 38, 3], 1, []]);
    expect([...new Set<number>(volume.voxels)].sort()).toEqual([0, 1]);
  });
});
