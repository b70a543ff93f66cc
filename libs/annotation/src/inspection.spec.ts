import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inspectionOf, type InspectionRequest } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { dicomSeries } from '@aiaa/imaging-io/testing';
import { mixNetwork } from '@aiaa/inference/testing';
import { IDENTITY_AFFINE, makeVolume, sameGrid, voxelCount, type Size, type Volume } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINE, chiralVolume } from '@aiaa/volume/testing';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder, type SentFile } from './fixtures/annotation-folder.js';

let folder: AnnotationFolder;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

async function requestOf(image: Volume | readonly SentFile[], written = false): Promise<InspectionRequest> {
  const { images, resultFolder } = await folder.request(
    await folder.model(mixNetwork({ weights: [1] })),
    image,
  );
  const volumeFile = join(resultFolder, 'volume.nii.gz');
  return { kind: 'inspection', images, resultFolder, ...(written ? { volumeFile } : {}) };
}

let written = 0;
async function fileOf(volume: Volume): Promise<SentFile> {
  const name = `channel-${written++}.nii.gz`;
  await writeImage(join(folder.path, name), volume);
  return { name, bytes: await readFile(join(folder.path, name)) };
}

const inspected = async (request: InspectionRequest) =>
  inspectionOf(await askAnnotator(annotator, request).answer);

const SIZE: Size = [5, 4, 3];
const channels = (count: number, affine = OBLIQUE_AFFINE): Volume =>
  makeVolume({
    voxels: Int16Array.from({ length: voxelCount(SIZE) * count }, (_, at) => at - 20),
    size: SIZE,
    affine,
    channels: count,
  });

describe('an image that is inspected', () => {
  it('is told by what it is', async () => {
    const upright = makeVolume({ ...channels(1), affine: [2, 0, 0, 0, 0, -1.5, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1] });
    const { timings, ...facts } = await inspected(await requestOf(upright));
    expect(facts).toEqual({
      kind: 'inspection',
      format: 'nifti',
      size: SIZE,
      spacing: [2, 1.5, 4],
      orientation: 'RPS',
      channels: 1,
      dtype: 'int16',
      warnings: [],
    });
    expect(timings.map(({ stage }) => stage)).toEqual(['read']);
  }); // prettier-ignore

  it('is written as one file, voxels, grid and channels, where it is of several and that is asked for', async () => {
    const request = await requestOf([await fileOf(channels(1)), await fileOf(channels(1))], true);
    const { timings, volumeFile = '' } = await inspected(request);
    const [sent, written] = [await readImage(request.images), await readImage(volumeFile)];
    expect(volumeFile).toBe(request.volumeFile);
    expect(written.volume).toEqual(sent.volume);
    expect(written.volume.channels).toBe(2);
    expect(timings.map(({ stage }) => stage)).toEqual(['read', 'write']);
  }); // prettier-ignore

  it.each([1, 3])('is left as it came where it is one file of %d channels', async (count) => {
    const request = { ...(await requestOf(channels(count), true)), session: `one file of ${count}` };
    expect(await inspected(request)).not.toHaveProperty('volumeFile');
    expect(existsSync(request.volumeFile ?? '')).toBe(false);
  });

  it.each([1, 4])(
    'is written as one file where it is DICOM, of %d files, and is not warm',
    async (slices) => {
      const series = dicomSeries({ size: [5, 4, slices], slope: (z) => 1 + z / 3 });
      const request = { ...(await requestOf(series, true)), session: `DICOM of ${slices}` };
      const { format, volumeFile = '' } = await inspected(request);
      expect(format).toBe('dicom');
      const [sent, written] = [await readImage(request.images), await readImage(volumeFile)];
      expect(written.volume.voxels).toEqual(sent.volume.voxels);
      expect(sameGrid(written.volume, sent.volume, 1e-4)).toBe(true);
      await rm(volumeFile);
      const images = [{ path: volumeFile, name: 'image.nii.gz' }];
      await expectFault(askAnnotator(annotator, { ...request, images }).answer, 'Internal');
    },
  );

  it('keeps its place in the file that is written, on any orientation', async () => {
    for (const affine of AXIS_ALIGNED_AFFINES.filter((_, at) => at % 6 === 1)) {
      const volumes = [chiralVolume('int16', affine), chiralVolume('int16', affine)];
      const files = await Promise.all(volumes.map(fileOf));
      const request = await requestOf(files, true);
      await inspected(request);
      const { volume } = await readImage(request.volumeFile ?? '');
      expect(volume).toEqual((await readImage(request.images)).volume);
    }
  });

  it('is not written where that is not asked for', async () => {
    const request = await requestOf(channels(1));
    await inspected(request);
    expect(existsSync(join(request.resultFolder, 'volume.nii.gz'))).toBe(false);
  });

  it('is warm for the next request of its session', async () => {
    const request = { ...(await requestOf(channels(1))), session: 'inspected' };
    const first = await inspected(request);
    const again = askAnnotator(annotator, { ...request, images: [] });
    expect(inspectionOf(await again.answer)).toEqual({ ...first, timings: expect.anything() });
    expect(again.heard).toEqual([]);
  });

  it('is one clear fault where it is none', async () => {
    const request = await requestOf([{ name: 'letter.txt', bytes: Buffer.from('Dear sir or madam, ...') }]);
    await expectFault(askAnnotator(annotator, request).answer, 'UnsupportedImage');
  });

  it('has no answer for who has gone', async () => {
    const request = await requestOf(channels(1), true);
    const signal = AbortSignal.abort();
    await expectFault(annotator.annotate(request, { signal, report: () => undefined }), 'Cancelled');
    expect(existsSync(request.volumeFile ?? '')).toBe(false);
  });
});

it('a picture of one voxel has a size, and a spacing', async () => {
  const voxel = makeVolume({ voxels: Uint8Array.of(7), size: [1, 1, 1], affine: IDENTITY_AFFINE });
  expect(await inspected(await requestOf(voxel))).toMatchObject({ size: [1, 1, 1], spacing: [1, 1, 1], dtype: 'uint8' }); // prettier-ignore
});
