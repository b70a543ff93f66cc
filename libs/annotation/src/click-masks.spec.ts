import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskOf, type Clicks, type DeepgrowRequest, type ModelReference } from '@aiaa/annotator';
import { askAnnotator } from '@aiaa/annotator/testing';
import { readImage } from '@aiaa/imaging-io';
import { mixNetwork } from '@aiaa/inference/testing';
import {
  IDENTITY_AFFINE,
  boxOfSize,
  linearIndex,
  makeVolume,
  voxelCount,
  voxelPoint,
  type Affine,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES } from '@aiaa/volume/testing';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';
import { deepgrowConfig, type ClickConfig } from './fixtures/click-configs.js';

const SIZE: Size = [22, 17, 13];

/** Marks what lies near a foreground click, and not near one of the background. */
const nearClicks = (axes: 2 | 3) => mixNetwork({ weights: [0, 1, -1], bias: -0.3, axes });

let folder: AnnotationFolder;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

const modelOf = (dimensions: 2 | 3, chain: ClickConfig = {}) =>
  folder.modelOf(deepgrowConfig(dimensions, chain), nearClicks(dimensions));

const scan = (affine: Affine, size = SIZE): Volume =>
  makeVolume({ voxels: Int16Array.from({ length: voxelCount(size) }, (_, at) => at % 251), size, affine });

type Triple = readonly [number, number, number];

async function clicked(model: ModelReference, volume: Volume, clicks: Clicks) {
  const request: DeepgrowRequest = { ...(await folder.request(model, volume)), kind: 'deepgrow', clicks };
  const result = maskOf(await askAnnotator(annotator, request).answer);
  const { volume: mask } = await readImage(result.file);
  const labelAt = ([x, y, z]: Triple) => mask.voxels[linearIndex(mask.size, x, y, z)];
  return { result, mask, labelAt };
}

const foreground = (...points: Triple[]): Clicks => ({
  lists: { foreground: points.map(([x, y, z]) => voxelPoint(x, y, z)) },
});

const slicesOf = ({ voxels, size }: Volume): number[] => {
  const area = size[0] * size[1];
  return [...Array(size[2]).keys()].filter((z) =>
    voxels.subarray(z * area, (z + 1) * area).some((label) => label > 0),
  );
};

const STORED: readonly (readonly [string, Affine])[] = [
  ...AXIS_ALIGNED_AFFINES.map((affine, at) => [`order ${at}`, affine] as const),
  ...OBLIQUE_AFFINES.map((affine, at) => [`oblique ${at}`, affine] as const),
  ...SHEARED_AFFINES.map((affine, at) => [`sheared ${at}`, affine] as const),
];
const FINER = [{ name: 'Spacingd', args: { pixdim: [1, 1, 1] } }];

describe('a click on one slice', () => {
  it.each(STORED)('fills that slice alone, and its own voxel, stored in %s', async (_stored, affine) => {
    const model = await modelOf(2, { before: FINER, resize: [9, 11] });
    const { mask, labelAt, result } = await clicked(model, scan(affine), foreground([15, 4, 6]));
    expect(mask.size).toEqual(SIZE);
    expect(slicesOf(mask)).toEqual([6]);
    expect(labelAt([15, 4, 6])).toBe(1);
    expect(labelAt([2, 14, 6])).toBe(0);
    expect(result.crop).toBeUndefined();
    expect(result.points.every(([, , z]) => z === 6)).toBe(true);
  });

  it.each<[string, Triple]>([
    ['in the first voxel', [0, 0, 0]],
    ['in the last', [21, 16, 12]],
    ['behind the last, as clients send it', [22, 17, 13]],
  ])('%s holds its voxel', async (_where, [x, y, z]) => {
    const { mask, labelAt } = await clicked(await modelOf(2), scan(IDENTITY_AFFINE), foreground([x, y, z]));
    const voxel: Triple = [Math.min(x, 21), Math.min(y, 16), Math.min(z, 12)];
    expect([slicesOf(mask), labelAt(voxel)]).toEqual([[voxel[2]], 1]);
  });

  it('is taken back by one of the background', async () => {
    const clicks: Clicks = {
      lists: { foreground: [voxelPoint(15, 4, 6)], background: [voxelPoint(15, 4, 6)] },
    };
    const { mask, result } = await clicked(await modelOf(2), scan(IDENTITY_AFFINE), clicks);
    expect([slicesOf(mask), result.points]).toEqual([[], []]);
  });

  it('of several slices is one on the lowest, or on the one that is named', async () => {
    const clicks = foreground([5, 5, 9], [8, 8, 4]);
    const model = await modelOf(2);
    const lowest = await clicked(model, scan(IDENTITY_AFFINE), clicks);
    const named = await clicked(model, scan(IDENTITY_AFFINE), { ...clicks, slice: 9 });
    expect([slicesOf(lowest.mask), slicesOf(named.mask)]).toEqual([[4], [9]]);
    expect([lowest.labelAt([8, 8, 4]), named.labelAt([5, 5, 9])]).toEqual([1, 1]);
  });

  it('is one in a picture', async () => {
    const { mask, labelAt } = await clicked(
      await modelOf(2),
      scan(IDENTITY_AFFINE, [30, 20, 1]),
      foreground([12, 7, 0]),
    );
    expect([mask.size, labelAt([12, 7, 0]), labelAt([25, 18, 0])]).toEqual([[30, 20, 1], 1, 0]);
  });
});

describe('a click in a volume', () => {
  it.each(STORED)(
    'finds nothing outside of the crop that it tells, stored in %s',
    async (_stored, affine) => {
      const model = await modelOf(3, { before: FINER, resize: [8, 10, 9] });
      const { mask, labelAt, result } = await clicked(model, scan(affine), foreground([15, 4, 6]));
      const { min, max } = result.crop ?? boxOfSize([0, 0, 0]);
      const outside = [...mask.voxels.keys()].filter((at) => {
        const voxel = [at % 22, Math.floor(at / 22) % 17, Math.floor(at / (22 * 17))];
        return mask.voxels[at] > 0 && voxel.some((n, axis) => n < min[axis] || n >= max[axis]);
      });
      expect(outside).toEqual([]);
      expect(labelAt([15, 4, 6])).toBe(1);
      expect([15, 4, 6].every((n, axis) => n >= min[axis] && n < max[axis])).toBe(true);
      expect(max[0] - min[0]).toBeLessThan(22);
    },
  );

  it('tells exactly the crop where nothing is resampled', async () => {
    const { result } = await clicked(
      await modelOf(3, { crop: [13, 7, 7] }),
      scan(IDENTITY_AFFINE),
      foreground([10, 8, 6]),
    );
    expect(result.crop).toEqual({ min: [7, 5, 0], max: [14, 12, 13] });
  });

  it('looks at as much as the request wants', async () => {
    const clicks = { ...foreground([10, 8, 6]), spatialSize: [9, 15, 12] };
    const { result } = await clicked(await modelOf(3), scan(IDENTITY_AFFINE), clicks);
    expect(result.crop).toEqual({ min: [3, 2, 0], max: [18, 14, 9] });
  });
});

describe('a chain that leaves out what was clicked', () => {
  const before = [{ name: 'CropForegroundd', args: { source_key: 'image', margin: 0 } }];
  const bright = (value: number): Volume => {
    const voxels = new Int16Array(voxelCount(SIZE));
    for (const z of [5, 6, 7]) for (const x of [8, 9, 10]) voxels[linearIndex(SIZE, x, 8, z)] = value;
    return makeVolume({ voxels, size: SIZE, affine: IDENTITY_AFFINE });
  };

  it('answers an empty mask where it leaves nothing', async () => {
    for (const model of [await modelOf(2, { before }), await modelOf(3, { before })]) {
      const { mask, result } = await clicked(model, bright(0), foreground([9, 8, 6]));
      expect([slicesOf(mask), result.points]).toEqual([[], []]);
    }
  });

  it('refuses a click on a slice that it cut off', async () => {
    const request = await folder.request(await modelOf(2, { before }), bright(5));
    const answer = annotator.annotate(
      { ...request, kind: 'deepgrow', clicks: foreground([9, 8, 2]) },
      { signal: new AbortController().signal, report: () => undefined },
    );
    await expect(answer).rejects.toMatchObject({ fault: { tag: 'UnfitImage' } });
    await expect(answer).rejects.toThrow('A click on slice -3 lies outside an image of 3 slices.');
  });
});
