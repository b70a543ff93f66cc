import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { channelOf, linearIndex, type Size, type Volume } from '@aiaa/volume';
import type { ImageFile } from './image.js';
import type { NiftiGeometry } from './nifti/nifti-geometry.js';
import { readImage } from './read-image.js';
import { refusalOf } from './testing/refusal.js';
import { temporaryFolder } from './testing/temporary-folder.js';
import { writeImage } from './write-image.js';

const data = process.env['AIAA_TEST_DATA'];
const withData = data === undefined ? describe.skip : describe;
const folder = data ?? '';

interface Reference {
  /** Of the image, or of the header of a pair. */
  readonly path: string;
  readonly stored: string;
  readonly size: Size;
  readonly affine: readonly number[];
  readonly min: number;
  readonly max: number;
  /** The sum of each channel. */
  readonly sums: readonly number[];
  readonly notFinite: number;
  readonly voxels: readonly (readonly [x: number, y: number, z: number, channel: number, value: number])[];
}
const fixture = new URL('./fixtures/nibabel-reference.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly cases: readonly Reference[] };

/** What is refused of the same data, sent alone: path, tag, and words of the sentence. */
const REFUSED: readonly (readonly [string, string, string])[] = [
  ['nifti/niivue+niivue/ct_perfusion.nii.gz', 'UnsupportedImage', 'RGB24'],
  ['nifti/niivue+niivue/ras.hdr', 'UnsupportedImage', '"ras.img", which is missing: send both'],
  ['nifti/niivue+niivue/ras.img', 'UnsupportedImage', 'holds no image'],
  ['nifti/nipy+nibabel/data/nifti1.hdr', 'UnsupportedImage', '"nifti1.img", which is missing'],
  ['nifti/nipy+nibabel/data/nifti2.hdr', 'UnsupportedImage', '"nifti2.img", which is missing'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/not-nifti.nii', 'UnsupportedImage', 'holds no image'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air.hdr.gz', 'UnsupportedImage', '"air.img", which is missing'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air.img.gz', 'UnsupportedImage', 'holds no image'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air2.hdr.gz', 'UnsupportedImage', '"air2.img", which is missing'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/air2.img.gz', 'UnsupportedImage', 'holds no image'],
  ['models/meshnet/model5_gw_ae.onnx', 'UnsupportedImage', 'holds no image'],
];

/** The file, and where it is the header of a pair the file of its voxels. */
const filesOf = (path: string): readonly ImageFile[] =>
  [...new Set([path, path.replace(/\.hdr(?=(\.gz)?$)/, '.img')])].map((one) => ({ path: join(folder, one) }));

withData('files of the world (skipped unless AIAA_TEST_DATA names their folder)', () => {
  it.each(cases.map((reference) => [reference.path, reference] as const))('%s', async (path, reference) => {
    const { volume, stored, format } = await readImage(filesOf(path));
    expect([format, stored, volume.size]).toEqual(['nifti', reference.stored, reference.size]);
    expect(volume.channels).toBe(reference.sums.length);
    volume.affine.forEach((value, at) => expect(value).toBeCloseTo(reference.affine[at], 9));

    // nibabel computes in float64 what becomes float32 here, where it was scaled.
    const ours = (value: number): number => (volume.dtype === 'float32' ? Math.fround(value) : value);
    const [min, max, sums, notFinite] = figuresOf(volume);
    expect([min, max, notFinite]).toEqual([ours(reference.min), ours(reference.max), reference.notFinite]);
    sums.forEach((sum, c) => expectClose(sum, reference.sums[c]));
    for (const [x, y, z, c, value] of reference.voxels) {
      expect(channelOf(volume, c)[linearIndex(volume.size, x, y, z)]).toBe(ours(value));
    }
  });

  it.each(REFUSED)('%s is refused: %s', async (path, tag, words) => {
    const refusal = await refusalOf(readImage({ path: join(folder, path) }));
    expect([refusal.tag, refusal.message]).toEqual([tag, expect.stringContaining(words)]);
  });

  it('each NIfTI file of the data is in one of the two tables', () => {
    const known = new Set([...cases.map(({ path }) => path), ...REFUSED.map(([path]) => path)]);
    const found = ['nifti', 'labels', 'models', 'dicom'].flatMap((part) =>
      readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(nii|hdr|img)(\.gz)?$/.test(entry.name))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
    );
    expect(found.length).toBeGreaterThan(cases.length);
    expect(found.filter((path) => !known.has(path))).toEqual([]);
  });

  it('a written copy of each has its voxels, channels, affine and geometry', async () => {
    const out = await temporaryFolder();
    for (const { path } of cases) {
      const { volume: original, nifti: like } = await readImage(filesOf(path));
      if (like === undefined) throw new Error(`${path} has no NIfTI geometry.`);
      const copy = join(out.path, `${basename(path)}.nii.gz`);
      await writeImage(copy, original, { like });
      const { volume, nifti } = await readImage(copy);
      expect([path, volume.size, volume.channels]).toEqual([path, original.size, original.channels]);
      expect([path, Buffer.compare(bytesOf(volume.voxels), bytesOf(original.voxels))]).toEqual([path, 0]);
      expect([path, volume.affine]).toEqual([path, original.affine]);
      expect({ ...nifti, precision: like.precision }).toEqual(asWritten(like, original.channels));
    }
    await out.remove();
  }, 60_000);
});

/** Of several channels the fourth axis is declared, whose step is positive (nifti1.h). */
const asWritten = (like: NiftiGeometry, channels: number): NiftiGeometry => ({
  ...like,
  pixdim: like.pixdim.map((step, axis) => (axis === 4 && channels > 1 && step === 0 ? 1 : step)),
});

const expectClose = (value: number, expected: number): void =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));

const bytesOf = (voxels: ArrayBufferView): Buffer =>
  Buffer.from(voxels.buffer, voxels.byteOffset, voxels.byteLength);

function figuresOf(
  volume: Volume,
): readonly [min: number, max: number, sums: readonly number[], notFinite: number] {
  let [min, max, notFinite] = [Infinity, -Infinity, 0];
  const sums = Array.from({ length: volume.channels }, (_, c) => {
    let sum = 0;
    for (const value of channelOf(volume, c)) {
      // Only of numbers that are not finite; a look-up of a global here would be slow in a test.
      if (value - value !== 0) {
        notFinite++;
        continue;
      }
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
    }
    return sum;
  });
  return [min, max, sums, notFinite];
}
