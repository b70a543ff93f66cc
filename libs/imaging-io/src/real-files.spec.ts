import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { linearIndex, type Size } from '@aiaa/volume';
import { readImage } from './read-image.js';
import { refusalOf } from './testing/refusal.js';
import { temporaryFolder } from './testing/temporary-folder.js';
import { writeNifti } from './nifti/write-nifti.js';

const data = process.env['AIAA_TEST_DATA'];
const withData = data === undefined ? describe.skip : describe;
const folder = data ?? '';

interface Reference {
  readonly path: string;
  readonly stored: string;
  readonly size: Size;
  readonly affine: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly sum: number;
  readonly notFinite: number;
  readonly voxels: readonly (readonly [number, number, number, number])[];
}
const fixture = new URL('./fixtures/nibabel-reference.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly cases: readonly Reference[] };

/** What is refused of the same data: path, tag, and words of the sentence. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ['nifti/niivue+niivue/pcasl.nii.gz', 'UnfitImage', '10 frames'],
  ['nifti/niivue+niivue/ct_perfusion.nii.gz', 'UnsupportedImage', 'RGB24'],
  ['nifti/niivue+niivue/ras.hdr', 'UnsupportedImage', 'pair (.hdr and .img)'],
  ['nifti/niivue+niivue/ras.img', 'UnsupportedImage', 'holds no image'],
  ['nifti/nipy+nibabel/data/example4d.nii.gz', 'UnfitImage', '2 frames'],
  ['nifti/nipy+nibabel/data/example_nifti2.nii.gz', 'UnfitImage', '2 frames'],
  ['nifti/nipy+nibabel/data/functional.nii', 'UnfitImage', '20 frames'],
  ['nifti/nipy+nibabel/data/nifti1.hdr', 'UnsupportedImage', 'pair'],
  ['nifti/nipy+nibabel/data/nifti2.hdr', 'UnsupportedImage', 'pair'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/5D_small.nii', 'UnfitImage', '5-D'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/not-nifti.nii', 'UnsupportedImage', 'holds no image'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air.hdr.gz', 'UnsupportedImage', 'pair'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air.img.gz', 'UnsupportedImage', 'holds no image'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air2.hdr.gz', 'UnsupportedImage', 'pair'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air2.img.gz', 'UnsupportedImage', 'holds no image'],
  ['labels/spinalcordtoolbox+sct_testing_data/dmri/dmri.nii.gz', 'UnfitImage', '7 frames'],
  ['nifti/niivue+niivue/FLAIR.nrrd', 'UnsupportedImage', 'holds no image'],
  ['models/meshnet/model5_gw_ae.onnx', 'UnsupportedImage', 'holds no image'],
];

withData('files of the world (skipped unless AIAA_TEST_DATA names their folder)', () => {
  it.each(cases.map((reference) => [reference.path, reference] as const))('%s', async (path, reference) => {
    const { volume } = await readImage({ path: join(folder, path) });
    expect(volume.size).toEqual(reference.size);
    volume.affine.forEach((value, at) => expect(value).toBeCloseTo(reference.affine[at], 9));

    const close = (value: number, expected: number): void =>
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
    const [min, max, sum, notFinite] = figuresOf(volume.voxels);
    close(min, reference.min);
    close(max, reference.max);
    close(sum, reference.sum);
    expect(notFinite).toBe(reference.notFinite);
    for (const [x, y, z, value] of reference.voxels) {
      close(volume.voxels[linearIndex(volume.size, x, y, z)], value);
    }
  });

  it.each(REFUSED)('%s is refused: %s', async (path, tag, words) => {
    const refusal = await refusalOf(readImage({ path: join(folder, path) }));
    expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringContaining(words)]);
  });

  it('each NIfTI file of the data is in one of the two tables', () => {
    const known = new Set([...cases.map(({ path }) => path), ...REFUSED.map(([path]) => path)]);
    const found = ['nifti', 'labels', 'models'].flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(nii|hdr|img)(\.gz)?$/.test(entry.name))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
    );
    expect(found.filter((path) => !known.has(path))).toEqual([]);
  });

  it('a written copy of each has its voxels, affine and geometry', async () => {
    const out = await temporaryFolder();
    for (const { path } of cases) {
      const image = await readImage({ path: join(folder, path) });
      const copy = join(out.path, 'copy.nii.gz');
      await writeNifti(copy, image.volume, { like: image.nifti });
      const { volume, nifti } = await readImage({ path: copy });
      expect([path, Buffer.compare(bytesOf(volume.voxels), bytesOf(image.volume.voxels))]).toEqual([path, 0]);
      expect([path, volume.affine]).toEqual([path, image.volume.affine]);
      expect({ ...nifti, precision: image.nifti.precision }).toEqual(image.nifti);
    }
    await out.remove();
  }, 60_000);
});

const bytesOf = (voxels: ArrayBufferView): Buffer =>
  Buffer.from(voxels.buffer, voxels.byteOffset, voxels.byteLength);

function figuresOf(
  voxels: ArrayLike<number>,
): readonly [min: number, max: number, sum: number, notFinite: number] {
  let [min, max, sum, notFinite] = [Infinity, -Infinity, 0, 0];
  for (let at = 0; at < voxels.length; at++) {
    const value = voxels[at];
    // Only of numbers that are not finite; a look-up of a global here would be slow in a test.
    if (value - value !== 0) {
      notFinite++;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  return [min, max, sum, notFinite];
}
