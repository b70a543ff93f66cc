import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { polygonsOf, type FixPolygonRequest } from '@aiaa/annotator';
import { askAnnotator, expectFault } from '@aiaa/annotator/testing';
import { readImage, writeImage } from '@aiaa/imaging-io';
import { pngBytes } from '@aiaa/imaging-io/testing';
import { rasterizeRings, unpackSlices, type Ring } from '@aiaa/polygon';
import { allocateVoxels, linearIndex, makeVolume, planePoint } from '@aiaa/volume';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeAnnotator } from './annotator-in-process.js';

const SIZE = [20, 16, 5] as const;
const SQUARE: Ring = [planePoint(4, 4), planePoint(10, 4), planePoint(10, 10), planePoint(4, 10)];
const EDIT = { slice: 0, ring: 0, vertex: 2, offset: [3, 2] } as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-edit-'));
  const rows = new Uint8Array(16 * 21); // a filter and twenty grey pixels in each row
  await writeFile(join(folder, 'slice.png'), pngBytes({ width: 20, height: 16, rows }));
  const voxels = allocateVoxels('int16', 20 * 16 * 5);
  await writeImage(join(folder, 'ct.nii.gz'), makeVolume({ voxels, size: SIZE, affine: OBLIQUE_AFFINE }));
  await writeImage(join(folder, 'ct.nrrd'), makeVolume({ voxels, size: SIZE, affine: OBLIQUE_AFFINE }));
});
afterAll(() => rm(folder, { recursive: true }));

async function fixed(image: string, asked: Pick<FixPolygonRequest, 'rings' | 'edit' | 'result'>) {
  const annotator = makeAnnotator();
  const images = [{ path: join(folder, image), name: image }];
  try {
    const answer = askAnnotator(annotator, { kind: 'fix-polygon', images, resultFolder: folder, ...asked });
    const { polygons, file } = polygonsOf(await answer.answer);
    return { rings: [...unpackSlices(polygons)], file };
  } finally {
    await annotator.close();
  }
}

describe('an edit of a polygon', () => {
  it('puts the vertex where the hand did, on a picture, and fills the mask of all polygons', async () => {
    const small: Ring = [planePoint(15, 2), planePoint(17, 2), planePoint(16, 5)];
    const { rings, file = '' } = await fixed('slice.png', { rings: [[SQUARE, small]], edit: EDIT });
    const moved = [SQUARE[0], SQUARE[1], planePoint(13, 12), SQUARE[3]];
    expect(rings).toEqual([[moved, small]]);
    const mask = await readImage(file);
    expect([mask.format, mask.stored, mask.volume.size]).toEqual(['png', 'uint8', [20, 16, 1]]);
    const filled = rasterizeRings([moved, small], { width: 20, height: 16 }).values;
    expect([...mask.volume.voxels]).toEqual([...filled]);
    expect(filled[linearIndex(SIZE, 12, 11, 0)]).toBe(1);
  });

  it('carries the move to the slices around it, in a stack, and gives a mask on its grid', async () => {
    const edit = { ...EDIT, slice: 2, slices: 1 };
    const { rings, file = '' } = await fixed('ct.nii.gz', {
      rings: [[], [SQUARE], [SQUARE], [SQUARE], []],
      edit,
    });
    expect(rings[2]).toEqual([[SQUARE[0], SQUARE[1], planePoint(13, 12), SQUARE[3]]]);
    for (const slice of [1, 3]) {
      const [x, y] = rings[slice][0][2];
      expect(x > 10 && x < 13 && y > 10 && y < 12).toBe(true);
    }
    const [mask, image] = await Promise.all([readImage(file), readImage(join(folder, 'ct.nii.gz'))]);
    expect([mask.volume.size, mask.nifti]).toEqual([SIZE, image.nifti]);
    expect(
      [0, 4].map((z) => mask.volume.voxels.slice(z * 320, (z + 1) * 320).some((label) => label > 0)),
    ).toEqual([false, false]);
  });

  it.each([
    ['ct.nrrd', undefined, 'nrrd'],
    ['ct.nii.gz', { extension: '.nrrd', compress: true } as const, 'nrrd'],
  ])('writes %s as it came, or as asked', async (image, result, format) => {
    const asked = { rings: [[SQUARE], [], [], [], []], edit: EDIT };
    const { file = '' } = await fixed(image, result === undefined ? asked : { ...asked, result });
    expect((await readImage(file)).format).toBe(format);
  });

  it.each([
    ['too few slices', { rings: [[SQUARE]], edit: EDIT }, /5 slices|5/],
    [
      'a vertex that is not there',
      { rings: [[SQUARE], [], [], [], []], edit: { ...EDIT, vertex: 9 } },
      /vertex 9/,
    ],
    ['a ring that is not there', { rings: [[], [], [], [], []], edit: EDIT }, /no ring 0/],
  ])("is the request's fault with %s", async (_what, asked, message) => {
    const fault = await expectFault(fixed('ct.nii.gz', asked), 'MalformedRequest');
    expect(fault.message).toMatch(message);
  });
});
