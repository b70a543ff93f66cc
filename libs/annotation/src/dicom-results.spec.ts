import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskOf, type ModelReference, type SegmentationRequest } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { dicomSeries } from '@aiaa/imaging-io/testing';
import { thresholdNetwork } from '@aiaa/inference/testing';
import { IDENTITY_AFFINE, makeVolume } from '@aiaa/volume';
import dicomParser from 'dicom-parser';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';

let folder: AnnotationFolder;
let model: ModelReference;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
  model = await folder.model(thresholdNetwork(100));
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

// bright in a corner of the upper slices; the files come shuffled
const SERIES = dicomSeries({
  size: [6, 5, 4],
  slices: [2, 0, 3, 1],
  voxel: (x, y, z) => (x < 2 && y < 3 && z > 1 ? 200 : x + y),
});

const asked = async (extension: '.dcm' | '.nii.gz'): Promise<SegmentationRequest> =>
  folder.request(model, SERIES, { extension });

const maskFile = async (request: SegmentationRequest): Promise<string> =>
  maskOf(await askAnnotator(annotator, request).answer).file;

/** What a segmentation says of its frames: on which instance of the source each lies. */
async function framesOf(path: string) {
  const dataSet = dicomParser.parseDicom(await readFile(path));
  const items = dataSet.elements['x52009230']?.items ?? [];
  const sourceOf = (frame: typeof dataSet) =>
    frame.elements['x00089124']?.items?.[0]?.dataSet?.elements['x00082112']?.items?.[0]?.dataSet?.string(
      'x00081155',
    );
  return {
    sopClass: dataSet.string('x00080016'),
    study: dataSet.string('x0020000d'),
    algorithm: dataSet.elements['x00620002']?.items?.[0]?.dataSet?.string('x00620009'),
    sources: items.map(({ dataSet: frame }) => (frame === undefined ? undefined : sourceOf(frame))),
  };
}

describe('a mask as DICOM', () => {
  it('lies on the instances of its series that it was found on', async () => {
    const { sopClass, study, algorithm, sources } = await framesOf(await maskFile(await asked('.dcm')));
    expect([sopClass, study]).toEqual(['1.2.840.10008.5.1.4.1.1.66.4', '2.25.11']);
    expect(algorithm).toBe(model.name.slice(0, 64));
    // slices 2 and 3 came first and third
    expect(sources).toEqual([SERIES[0]?.sopInstanceUid, SERIES[2]?.sopInstanceUid]);
    const { volume } = await readImage(await maskFile(await asked('.nii.gz')));
    expect(volume.voxels.filter((label: number) => label === 1)).toHaveLength(2 * 3 * 2);
  });

  it('is written for an image that is kept beside its instances', async () => {
    const direct = await asked('.dcm');
    const { volume } = await readImage(direct.images);
    const path = join(direct.resultFolder, 'image.nii.gz');
    await writeImage(path, volume);
    const kept = { ...direct, images: [{ path, name: 'image.nii.gz' }], instances: direct.images };
    const frames = await framesOf(await maskFile(kept));
    expect(frames.sources).toEqual([SERIES[0]?.sopInstanceUid, SERIES[2]?.sopInstanceUid]);
  });

  it('is refused, before a network runs, for what did not come as DICOM', async () => {
    const plain = makeVolume({ voxels: new Int16Array(8), size: [2, 2, 2], affine: IDENTITY_AFFINE });
    const request = await folder.request({ ...model, folder: '/no/such/model' }, plain, {
      extension: '.dcm',
    });
    const { message } = await expectFault(askAnnotator(annotator, request).answer, 'MalformedRequest');
    expect(message).toMatch(/did not come as DICOM; ask for \.nii\.gz/);
  });

  it('is refused where the instances are of another grid than the image', async () => {
    const direct = await asked('.dcm');
    const { volume } = await readImage(direct.images.slice(0, 1));
    const path = join(direct.resultFolder, 'image.nii.gz');
    await writeImage(path, volume);
    const kept = { ...direct, images: [{ path, name: 'image.nii.gz' }], instances: direct.images };
    await expectFault(askAnnotator(annotator, kept).answer, 'UnfitImage');
  });
});
