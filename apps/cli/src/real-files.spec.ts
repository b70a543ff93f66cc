import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { TaggedError } from '@aiaa/volume/errors';
import { imageFacts } from './image-facts.js';
import { readFiles } from './read-files.js';
import { sentenceOf } from './sentence-of.js';

jest.setTimeout(60_000);

const data = process.env['AIAA_TEST_DATA'];
const withData = data === undefined ? describe.skip : describe;
const folder = data ?? '';

interface Reference {
  readonly path: string;
  readonly stored: string;
  readonly size: readonly number[];
  readonly affine: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly notFinite: number;
}
const fixture = new URL('../../../libs/imaging-io/src/fixtures/nibabel-reference.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, 'utf8')) as { readonly cases: readonly Reference[] };

const IMAGE = /\.(nii|hdr|img|png|jpe?g|nrrd|mh[ad])(\.gz)?$/;
const isDicom = (path: string): boolean => path.startsWith('dicom/') || path.endsWith('.dcm');

/** Of the files that are called images, those that are none, or none that is read. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['nifti/niivue+niivue/ct_perfusion.nii.gz', 'The voxels are RGB24 colour'],
  ['nifti/nipy+nibabel/data/nifti1.hdr', 'voxels are in another file'],
  ['nifti/nipy+nibabel/data/nifti2.hdr', 'voxels are in another file'],
  ['nifti/rii-mango+NIFTI-Reader-JS/data/not-nifti.nii', 'holds no image'],
];

/** Every file of the data: its path in the folder. */
const everyFile = (): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

const sentence = (path: string): Promise<string> =>
  readFiles([join(folder, path)]).then(
    () => 'It was read.',
    (error: unknown) => {
      if (error instanceof TaggedError) return sentenceOf(error);
      throw error;
    },
  );

withData('files of the world (skipped unless AIAA_TEST_DATA names their folder)', () => {
  it.each(cases.map((reference) => [reference.path, reference] as const))(
    '%s has the facts that nibabel gives',
    async (path, reference) => {
      const { size, affine, stored, min, max, notFinite } = imageFacts(
        [path],
        await readFiles([join(folder, path)]),
      );
      expect({ size, stored, notFinite }).toEqual({
        size: reference.size,
        stored: reference.stored,
        notFinite: reference.notFinite,
      });
      affine.flat().forEach((value, at) => expect(value).toBeCloseTo(reference.affine[at], 9));
      const close = (value: number | null, expected: number): void =>
        expect(Math.abs((value ?? NaN) - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
      close(min, reference.min);
      close(max, reference.max);
    },
  );

  it.each([
    ['nifti/niivue+niivue/FLAIR.nii.gz', 'RAS', 18.98, 0],
    ['nifti/niivue+niivue/FLAIR.nrrd', 'RAS', 18.98, 0],
    ['nifti/niivue+niivue/shear.nii.gz', 'RAS', 18.5, 18.5],
    ['nifti/neurolabusc+niivue-images/CT_pitch.nii.gz', 'RAS', 16.5, 0],
    ['nifti/nipy+nibabel/data/anatomical.nii', 'LAS', 0, 0],
    ['labels/spinalcordtoolbox+sct_testing_data/t2/t2.nii.gz', 'PSR', 0, 0],
    ['models/niivue+niivue-brainchop/public/t1_crop.nii.gz', 'LIA', 0, 0],
  ])('%s lies %s, leans %d degrees, is sheared by %d', async (path, codes, oblique, shear) => {
    const facts = imageFacts([path], await readFiles([join(folder, path)]));
    expect(facts.orientation).toBe(codes);
    expect(facts.obliqueDegrees).toBeCloseTo(oblique, 2);
    expect(facts.shearDegrees).toBeCloseTo(shear, 2);
  });

  it('each other image is read', async () => {
    const known = new Set([...cases.map(({ path }) => path), ...REFUSED.map(([path]) => path)]);
    const others = everyFile().filter((path) => IMAGE.test(path) && !known.has(path));
    expect(others.length).toBeGreaterThan(20);
    for (const path of others) expect([path, await sentence(path)]).toEqual([path, 'It was read.']);
  });

  it.each(REFUSED)('%s is refused: %s', async (path, words) => {
    expect(await sentence(path)).toContain(words);
  });

  it('everything else is refused in one short sentence', async () => {
    const others = everyFile().filter((path) => !IMAGE.test(path) && !isDicom(path));
    expect(others.length).toBeGreaterThan(15);
    for (const path of others) {
      expect([path, await sentence(path)]).toEqual([path, expect.stringMatching(/^aiaa: [^\n]{20,194}\.$/)]);
    }
  });

  it('DICOM is read, or refused in one short sentence', async () => {
    const files = everyFile().filter(isDicom);
    const sentences = await Promise.all(files.map(sentence));
    expect(sentences.filter((one) => one === 'It was read.').length).toBeGreaterThan(25);
    for (const [at, one] of sentences.entries())
      expect([files[at], one]).toEqual([
        files[at],
        expect.stringMatching(/^(It was read\.|aiaa: [^\n]{20,194}\.)$/),
      ]);
  });
});
