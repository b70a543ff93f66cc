import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RESULT_DTYPES, RESULT_EXTENSIONS, type ResultFormat } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { WRITTEN_EXTENSIONS, readImage } from '@aiaa/imaging-io';
import { convNetwork, thresholdNetwork } from '@aiaa/inference/testing';
import { OBLIQUE_AFFINE, chiralMask, chiralVolume } from '@aiaa/volume/testing';
import { makeLabelMap, makeVolume, sameGrid, type LabelMap } from '@aiaa/volume';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, segmented, type AnnotationFolder } from './fixtures/annotation-folder.js';
import { writeResult } from './write-result.js';

let folder: AnnotationFolder;
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(() => folder.remove());

const MASK = chiralMask();
const written = (format: Partial<ResultFormat>, mask: LabelMap = MASK): Promise<string> =>
  writeResult(mask, {
    request: { images: [], resultFolder: folder.path },
    format: { extension: '.nii.gz', compress: true, ...format },
    image: { format: 'nifti' },
    signal: new AbortController().signal,
  });
const labels = (highest: number): LabelMap =>
  makeLabelMap({ size: [2, 1, 1], affine: OBLIQUE_AFFINE }, Uint16Array.of(7, highest));

describe('writeResult', () => {
  it('writes each extension that can be asked for, and those are all that are written', async () => {
    expect(RESULT_EXTENSIONS).toEqual([...WRITTEN_EXTENSIONS, '.dcm']);
    for (const extension of WRITTEN_EXTENSIONS.filter((one) => one !== '.png')) {
      const file = await written({ extension });
      expect(basename(file)).toBe(`result${extension}`);
      const { volume, format } = await readImage(file);
      expect(format).toBe(extension === '.nrrd' ? 'nrrd' : 'nifti');
      expect(volume.dtype).toBe('uint8');
      expect(volume.voxels).toEqual(MASK.voxels);
      expect(sameGrid(volume, MASK, 1e-4)).toBe(true);
    }
  });

  it.each(RESULT_DTYPES.flatMap((dtype) => [[dtype, '.nii.gz'] as const, [dtype, '.nrrd'] as const]))(
    'writes labels as %s into %s',
    async (dtype, extension) => {
      const { volume, stored } = await readImage(await written({ dtype, extension }, labels(200)));
      expect(stored).toBe(dtype);
      expect(Array.from(volume.voxels)).toEqual([7, 200]);
    },
  );

  it.each([
    [255, 'uint8', true],
    [256, 'uint8', false],
    [32_767, 'int16', true],
    [32_768, 'int16', false],
    [65_535, 'uint16', true],
    [65_535, 'int32', true],
    [65_535, 'float32', true],
  ] as const)('label %i as %s: %s', async (highest, dtype, fits) => {
    const writing = written({ dtype }, labels(highest));
    if (fits) expect(Array.from((await readImage(await writing)).volume.voxels)).toEqual([7, highest]);
    else
      expect((await expectFault(writing, 'MalformedRequest')).message).toBe(
        `Label ${highest} does not fit ${dtype}; ask for result_dtype "uint16".`,
      );
  });

  it('packs or stores, as asked', async () => {
    const bytes = async (format: Partial<ResultFormat>) => readFile(await written(format));
    const [packed, stored, plain] = [
      await bytes({ compress: true }),
      await bytes({ compress: false }),
      await bytes({ extension: '.nii' }),
    ];
    expect(gunzipSync(stored).equals(gunzipSync(packed))).toBe(true);
    expect(gunzipSync(stored).equals(plain)).toBe(true);
    expect(stored.length).toBeGreaterThan(plain.length);
    expect(packed.length).toBeLessThan(plain.length / 2);
  });

  it('packs or stores NRRD, as asked', async () => {
    const head = async (compress: boolean) =>
      (await readFile(await written({ extension: '.nrrd', compress }))).toString('latin1', 0, 1000);
    expect(await head(true)).toMatch(/^encoding: gz(ip)?$/m);
    expect(await head(false)).toMatch(/^encoding: raw$/m);
  });
});

describe('a result of another format', () => {
  it.each(['.nrrd', '.nii'] as const)(
    '%s is the same mask on the same grid, voxel for voxel',
    async (extension) => {
      const model = await folder.model(thresholdNetwork(500));
      const usual = await segmented(await folder.request(model, chiralVolume('int16')));
      const asked = await segmented(
        await folder.request(model, chiralVolume('int16'), { extension, dtype: 'uint16' }),
      );
      expect(asked.mask.stored).toBe('uint16');
      expect(Array.from(asked.mask.volume.voxels)).toEqual(Array.from(usual.mask.volume.voxels));
      expect(sameGrid(asked.mask.volume, usual.mask.volume, 1e-4)).toBe(true);
      expect(asked.result.points).toEqual(usual.result.points);
    },
  );

  it('is a picture where the image has one slice', async () => {
    const voxels = Int16Array.of(0, 700, 700, 0, 0, 700);
    const image = makeVolume({ voxels, size: [3, 2, 1], affine: OBLIQUE_AFFINE });
    const request = await folder.request(await folder.model(thresholdNetwork(500)), image, {
      extension: '.png',
    });
    const { mask } = await segmented(request);
    expect([mask.format, mask.volume.size, Array.from(mask.volume.voxels)]).toEqual([
      'png',
      [3, 2, 1],
      [0, 1, 1, 0, 0, 1],
    ]);
  });
});

describe('what was asked and cannot be written', () => {
  it('a picture of several slices is refused before the model is loaded', async () => {
    const annotator = makeAnnotator({ threads: 1 });
    const model = { name: 'gone', revision: '1', folder: '/nowhere' };
    const request = await folder.request(model, chiralVolume('int16'), { extension: '.png' });
    const asked = askAnnotator(annotator, request);
    const { message } = await expectFault(asked.answer, 'MalformedRequest');
    expect(message).toBe(
      'The image has 7 slices, and a .png file holds one; ask for .nii.gz, .nii or .nrrd.',
    );
    expect(asked.heard).toEqual([{ stage: 'reading' }]);
    await annotator.close();
  });

  it('a label that the dtype does not hold fails the request, and leaves no file', async () => {
    const network = convNetwork({ classes: 300, kernel: 1, seed: 3 });
    const post = [{ name: 'AsDiscreted', args: { argmax: true } }];
    const annotator = makeAnnotator({ threads: 1 });
    const request = await folder.request(await folder.model(network, { post }), chiralVolume('int16'), {
      dtype: 'uint8',
    });
    const { message } = await expectFault(askAnnotator(annotator, request).answer, 'MalformedRequest');
    expect(message).toMatch(/^Label 2\d\d does not fit uint8; ask for result_dtype "uint16"\.$/);
    await expect(readFile(`${request.resultFolder}/result.nii.gz`)).rejects.toHaveProperty('code', 'ENOENT');
    await annotator.close();
  });
});
