import { allocateVoxels, labelMapOf, makeVolume, type Dtype, type Volume } from '@aiaa/volume';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { maskToPolygons, unpackSlices } from '@aiaa/polygon';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { polygonsOf, type AnnotationResult, type MaskToPolygonsRequest } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { writeImage } from '@aiaa/imaging-io';
import { pngBytes } from '@aiaa/imaging-io/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAnnotator } from './annotator-in-process.js';

/** A square of label 2 with a hole, and a bar of label 5, on the second of three slices. */
const DRAWN = ['.......', '.222...', '.2.2.55', '.222...', '.......'];
const SIZE = [7, 5, 3] as const;

function drawn<D extends Dtype>(dtype: D, channels = 1): Volume<D> {
  const voxels = allocateVoxels(dtype, 7 * 5 * 3 * channels);
  DRAWN.forEach((row, y) => [...row].forEach((sign, x) => (voxels[35 + y * 7 + x] = Number(sign) || 0)));
  return makeVolume<D>({ voxels, size: SIZE, affine: OBLIQUE_AFFINE, channels });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-polygons-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function traced(image: string, asked: Partial<MaskToPolygonsRequest> = {}) {
  const annotator = makeAnnotator();
  const images = [{ path: join(folder, image), name: image }];
  const request = {
    kind: 'mask-to-polygons',
    morePoints: 0,
    images,
    resultFolder: folder,
    ...asked,
  } as const;
  try {
    return await askAnnotator(annotator, request).answer;
  } finally {
    await annotator.close();
  }
}

const ringsOf = (result: AnnotationResult) => [...unpackSlices(polygonsOf(result).polygons)];

describe('the polygons of a mask', () => {
  const whole = maskToPolygons(labelMapOf(drawn('uint8')));

  it.each(['uint8', 'uint16', 'int16', 'float32'] as const)(
    'are those of what is not 0, as %s',
    async (dtype) => {
      await writeImage(join(folder, 'mask.nii.gz'), drawn(dtype));
      const rings = ringsOf(await traced('mask.nii.gz'));
      expect(rings).toEqual(whole);
      expect(rings.map((slice) => slice.length)).toEqual([0, 3, 0]);
    },
  );

  it('are those of one label, where one is asked for', async () => {
    await writeImage(join(folder, 'labels.nii'), drawn('uint8'));
    expect(ringsOf(await traced('labels.nii', { label: 5 }))).toEqual([[], [[[5, 2], [6, 2]]], []]); // prettier-ignore
    expect(ringsOf(await traced('labels.nii', { label: 3 }))).toEqual([[], [], []]);
    const thinned = ringsOf(await traced('labels.nii', { label: 2, morePoints: 3 }));
    expect(thinned[1].map((ring) => ring.length)).toEqual([2, 4]);
  });

  it('pass over NaN, which is nothing', async () => {
    const volume = drawn('float32');
    volume.voxels[0] = NaN;
    await writeImage(join(folder, 'nan.nii.gz'), volume);
    expect(ringsOf(await traced('nan.nii.gz'))).toEqual(whole);
  });

  it('are a list of one slice for a picture', async () => {
    // each row begins with its filter
    const rows = Uint8Array.of(0, 0, 255, 255, 0, 0, 0, 0);
    await writeFile(join(folder, 'mask.png'), pngBytes({ width: 3, height: 2, rows }));
    expect(ringsOf(await traced('mask.png'))).toEqual([[[[1, 0], [2, 0]]]]); // prettier-ignore
  });

  it('are not to be had of an image, whose borders have no end, and soon', async () => {
    const size = [512, 512, 60] as const;
    const voxels = new Uint8Array(512 * 512 * 60).map((_, at) => (at % 2) * (Math.floor(at / 512) % 2));
    await writeImage(join(folder, 'dots.nii.gz'), makeVolume({ voxels, size, affine: OBLIQUE_AFFINE }));
    const fault = await expectFault(traced('dots.nii.gz'), 'LimitExceeded');
    expect(fault.message).toMatch(
      /^By slice 15 of 60 the borders have more than 2000000 points: is this a mask/,
    );
  });

  it('are not to be had of several channels', async () => {
    await writeImage(join(folder, 'two.nii.gz'), drawn('uint8', 2));
    const fault = await expectFault(traced('two.nii.gz'), 'UnfitImage');
    expect(fault.message).toBe('A mask has one channel; this image has 2.');
  });
});
