import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { maskOf, type Dextr3dRequest } from '@aiaa/annotator';
import { askAnnotator } from '@aiaa/annotator/testing';
import { readImage } from '@aiaa/imaging-io';
import { mixNetwork } from '@aiaa/inference/testing';
import { spatialCrop } from '@aiaa/transforms';
import {
  linearIndex,
  makeVolume,
  voxelCount,
  voxelPoint,
  type Affine,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import { makeAnnotator } from './annotator-in-process.js';
import { annotationFolder, type AnnotationFolder } from './fixtures/annotation-folder.js';
import { dextr3dConfig, type ClickConfig } from './fixtures/click-configs.js';

type Triple = readonly [number, number, number];

/** Of 2 x 1 x 4 mm, whichever way it lies. */
const UPRIGHT: Affine = [2, 0, 0, -40, 0, 1, 0, -30, 0, 0, 4, 10, 0, 0, 0, 1];
const SIZE: Size = [40, 44, 24];
const SIX: readonly Triple[] = [
  [12, 20, 10],
  [24, 21, 11],
  [18, 14, 12],
  [17, 30, 11],
  [19, 22, 8],
  [16, 23, 15],
];
/** The box of the points, and 4 mm around them in whole voxels. */
const CROP = { start: [10, 10, 7], end: [27, 35, 17] } as const;

let folder: AnnotationFolder;
const annotator = makeAnnotator({ threads: 1 });
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(async () => {
  await annotator.close();
  await folder.remove();
});

/** Everything that it is shown is foreground. */
const ALL = mixNetwork({ weights: [0, 0], bias: 1 });
/** What is bright, or near a point: both channels count. */
const BRIGHT_OR_NEAR = mixNetwork({ weights: [1, 120], bias: -120 });

const scan = (affine = UPRIGHT, size = SIZE): Volume =>
  makeVolume({
    voxels: Int16Array.from({ length: voxelCount(size) }, (_, at) => (at * 37) % 251),
    size,
    affine,
  });

const modelOf = (
  network: Uint8Array,
  told: Readonly<Record<string, unknown>> = {},
  chain: ClickConfig = {},
) => folder.modelOf(dextr3dConfig({ padding: 4, roi: [16, 20, 12], sigma: 2, ...told }, chain), network);

interface Ask {
  readonly volume?: Volume;
  readonly points?: readonly Triple[];
  readonly model?: ReturnType<typeof modelOf>;
}

async function annotated({ volume = scan(), points = SIX, model = modelOf(BRIGHT_OR_NEAR) }: Ask) {
  const request: Dextr3dRequest = {
    ...(await folder.request(await model, volume)),
    kind: 'dextr3d',
    points: points.map(([x, y, z]) => voxelPoint(x, y, z)),
  };
  const result = maskOf(await askAnnotator(annotator, request).answer);
  return { result, mask: (await readImage(result.file)).volume };
}

/** The corners of everything that a mask has. */
const cornersOf = (points: readonly Triple[]) => [
  [points[0][0], points[2][1], points[4][2]],
  [points[1][0] + 1, points[3][1] + 1, points[5][2] + 1],
];

describe('what a model of extreme points is shown', () => {
  it('is the box of the points and a padding in millimetres, in whole voxels', async () => {
    const { result, mask } = await annotated({ model: modelOf(ALL) });
    expect(cornersOf(result.points)).toEqual([CROP.start, CROP.end]);
    expect(mask.voxels.filter((label) => label === 1)).toHaveLength(17 * 25 * 10);
    expect(result.crop).toBeUndefined();
  });

  it.each<[mm: number, start: Triple, end: Triple]>([
    [0, [12, 14, 8], [25, 31, 16]],
    [1.9, [12, 13, 8], [25, 32, 16]],
    [7.99, [9, 7, 7], [28, 38, 17]],
    [1000, [0, 0, 0], SIZE],
  ])('with a padding of %d mm', async (padding, start, end) => {
    const { result } = await annotated({ model: modelOf(ALL, { padding }) });
    expect(cornersOf(result.points)).toEqual([start, end]);
  });

  it.each([...AXIS_ALIGNED_AFFINES.filter((_, at) => at % 5 === 2), OBLIQUE_AFFINE].map((affine, at) => [at, affine] as const))(
    'holds every point, whichever way the image is stored: %i',
    async (_at, affine) => {
      const before = [{ name: 'Orientationd', args: { axcodes: 'RAS' } }];
      const { mask } = await annotated({ volume: scan(affine), model: modelOf(ALL, {}, { before }) });
      for (const [x, y, z] of SIX) expect(mask.voxels[linearIndex(SIZE, x, y, z)]).toBe(1);
      expect(mask.voxels[linearIndex(SIZE, 39, 43, 23)]).toBe(0);
    },
  ); // prettier-ignore

  it.each<[string, readonly Triple[]]>([
    ['on the borders', [[0, 20, 10], [39, 21, 11], [18, 0, 12], [17, 43, 11], [19, 22, 0], [16, 23, 23]]],
    ['beyond the borders', [[-3, 20, 10], [40, 21, 11], [18, -1, 12], [17, 44, 11], [19, 22, -9], [16, 23, 24]]],
  ])('may be all of the image: points %s', async (_where, points) => {
    const { result } = await annotated({ points, model: modelOf(ALL) });
    expect(cornersOf(result.points)).toEqual([[0, 0, 0], SIZE]);
  }); // prettier-ignore

  it.each<[string, readonly Triple[]]>([
    ['one point', [[20, 20, 10]]],
    ['six points, all equal', Array<Triple>(6).fill([20, 20, 10])],
  ])('is the padding around %s', async (_what, points) => {
    const { result } = await annotated({ points, model: modelOf(ALL) });
    expect(cornersOf(result.points)).toEqual([
      [18, 16, 9],
      [23, 25, 12],
    ]);
  });
});

describe('one way for every client', () => {
  it('an image sent whole, and the part of it that a client cropped by the same rule, have the same mask there', async () => {
    const whole = await annotated({});
    const part = spatialCrop({ start: [...CROP.start], end: [...CROP.end] })(scan()).volume;
    const [x, y, z] = CROP.start;
    const cropped = await annotated({
      volume: makeVolume(part),
      points: SIX.map(([i, j, k]) => [i - x, j - y, k - z] as const),
    });
    const home = makeVolume({ ...whole.mask, voxels: whole.mask.voxels });
    const there = spatialCrop({ start: [...CROP.start], end: [...CROP.end] })(home).volume;
    expect(Array.from(cropped.mask.voxels)).toEqual(Array.from(there.voxels));
    const marked = (voxels: ArrayLike<number>) => Array.from(voxels).filter((label) => label > 0).length;
    expect(marked(cropped.mask.voxels)).toBeGreaterThan(100);
    expect(marked(cropped.mask.voxels)).toBeLessThan(17 * 25 * 10);
    expect(marked(whole.mask.voxels)).toBe(marked(there.voxels));
  });

  it('the points in another order have the same mask', async () => {
    const [a, b] = [await annotated({}), await annotated({ points: SIX.toReversed() })];
    expect(Array.from(a.mask.voxels)).toEqual(Array.from(b.mask.voxels));
  });

  it('other points have another', async () => {
    const [a, b] = [await annotated({}), await annotated({ points: [...SIX.slice(1), [14, 18, 12]] })];
    expect(Array.from(a.mask.voxels)).not.toEqual(Array.from(b.mask.voxels));
  });
});

it('a chain that crops to the foreground shows a point that lies outside on the border', async () => {
  const voxels = new Int16Array(voxelCount(SIZE));
  for (let z = 9; z < 14; z++) for (let x = 14; x < 22; x++) voxels[linearIndex(SIZE, x, 20, z)] = 5;
  const volume = makeVolume({ voxels, size: SIZE, affine: UPRIGHT });
  const before = [{ name: 'CropForegroundd', args: { source_key: 'image', margin: 0 } }];
  const { result } = await annotated({ volume, model: modelOf(ALL, {}, { before }) });
  // behind a resampling, scores fade over a voxel beyond a crop
  expect(cornersOf(result.points)).toEqual([
    [13, 19, 8],
    [23, 22, 15],
  ]);
});

it('a hundred thousand points are answered within seconds', async () => {
  const points = Array.from({ length: 100_000 }, (_, n): Triple => [n % 40, (n * 7) % 44, (n * 13) % 24]);
  const start = performance.now();
  const { result } = await annotated({ points, model: modelOf(ALL, { roi: [64, 64, 64] }) });
  expect(cornersOf(result.points)).toEqual([[0, 0, 0], SIZE]);
  expect(performance.now() - start).toBeLessThan(5000);
});
