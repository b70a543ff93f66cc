import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { openModelRepository } from '@aiaa/models';
import { countLabels, voxelIndex, type Affine, type LabelMap, type Size, type Volume } from '@aiaa/volume';
import { clickPhantom } from './click-trials/click-phantom.js';
import { dice } from './click-trials/dice.js';
import { extremeClicks } from './click-trials/extreme-clicks.js';
import { largestSlice, onlySlice } from './click-trials/largest-slice.js';
import { clickThrough, openTrialDesk, type TrialDesk } from './click-trials/trial-desk.js';

jest.setTimeout(120_000);

const repository = await openModelRepository({});
const [dextr3d, deepgrow2d, deepgrow3d] = ['annotation_dextr3d', 'deepgrow_2d', 'deepgrow_3d'].map((name) =>
  repository.get(name),
);

const opened: TrialDesk[] = [];
const before = async (image: Volume): Promise<TrialDesk> => {
  const desk = await openTrialDesk(image, { threads: 2 });
  opened.push(desk);
  return desk;
};
afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.close();
});

const heldBy = (mask: LabelMap) => countLabels(mask)[1] ?? 0;

/** Voxels of these lengths in millimetres, along the axes of the patient. */
const spaced = (x: number, y: number, z: number): Affine => [x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0, 0, 0, 0, 1];

interface Ellipsoid {
  readonly at: readonly [number, number, number];
  readonly radii: readonly [number, number, number];
}

const ellipsoid =
  ({ at, radii }: Ellipsoid) =>
  (x: number, y: number, z: number) =>
    ((x - at[0]) / radii[0]) ** 2 + ((y - at[1]) / radii[1]) ** 2 + ((z - at[2]) / radii[2]) ** 2 <= 1;

interface Case {
  readonly about: string;
  readonly size: Size;
  readonly affine: Affine;
  readonly object: Ellipsoid;
  /** Of the object, of what is around it, and of the noise. */
  readonly values: readonly [inside: number, outside: number, noise: number];
  /** Dice from six points, and on the largest slice from three clicks. */
  readonly least: readonly [points: number, clicks: number];
}

const MILLIMETRES = spaced(1, 1, 1);
const MIDDLE: Ellipsoid = { at: [24, 20, 12], radii: [12, 9, 8] };

const CASES: readonly Case[] = [
  {
    about: 'a CT in Hounsfield units',
    size: [48, 40, 24],
    affine: MILLIMETRES,
    object: MIDDLE,
    values: [110, 40, 12],
    least: [0.88, 0.88],
  },
  {
    about: 'an MR, dark in bright, of small values',
    size: [48, 40, 24],
    affine: MILLIMETRES,
    object: MIDDLE,
    values: [0.2, 0.8, 0.05],
    least: [0.88, 0.88],
  },
  {
    about: 'slices of 7 mm',
    size: [48, 40, 9],
    affine: spaced(0.8, 0.8, 7),
    object: { at: [24, 20, 4], radii: [12, 9, 3] },
    values: [110, 40, 12],
    least: [0.8, 0.8],
  },
  {
    about: 'an object that the border of the image cuts',
    size: [48, 40, 24],
    affine: MILLIMETRES,
    object: { at: [2, 20, 3], radii: [12, 9, 8] },
    values: [110, 40, 12],
    least: [0.75, 0.85],
  },
  {
    // Each click wins a part of it only: what is left looks like the background, for it is most of the image.
    about: 'an object as large as the image',
    size: [48, 40, 24],
    affine: MILLIMETRES,
    object: { at: [23.5, 19.5, 11.5], radii: [24, 20, 12] },
    values: [110, 40, 12],
    least: [0.85, 0.1],
  },
];

describe('the solvers of points and clicks', () => {
  it.each(CASES)('find the object in $about', async ({ size, affine, object, values, least }) => {
    const { image, truth } = clickPhantom({ size, affine, values, isInside: ellipsoid(object) });
    const desk = await before(image);
    const { mask } = await desk.dextr3d(dextr3d, extremeClicks(truth));
    expect(dice(mask, truth)).toBeGreaterThan(least[0]);
    const slice = onlySlice(truth, largestSlice(truth));
    const answers = await clickThrough(desk, { model: deepgrow2d, truth: slice, clicks: 3 });
    expect(dice(answers[2].mask, slice)).toBeGreaterThan(least[1]);
  });

  it('make no more of five voxels than a few times as many', async () => {
    const object = { at: [24, 20, 12], radii: [1, 1, 0.5] } as const;
    const { image, truth } = clickPhantom({
      size: [48, 40, 24],
      affine: MILLIMETRES,
      values: [110, 40, 2],
      isInside: ellipsoid(object),
    });
    expect(heldBy(truth)).toBe(5);
    const desk = await before(image);
    expect(heldBy((await desk.dextr3d(dextr3d, extremeClicks(truth))).mask)).toBeLessThan(60);
    const [answer] = await clickThrough(desk, { model: deepgrow2d, truth, clicks: 1 });
    expect(heldBy(answer.mask)).toBeGreaterThan(0);
    expect(heldBy(answer.mask)).toBeLessThan(60);
  });

  it.each([
    ['slices', deepgrow2d],
    ['volumes', deepgrow3d],
  ])('find nothing, on %s, where nobody clicked on the object: an empty mask', async (_, model) => {
    const { image } = clickPhantom({ size: [48, 40, 24], affine: MILLIMETRES, isInside: ellipsoid(MIDDLE) });
    const desk = await before(image);
    const off = [{ list: 'background', voxel: voxelIndex(24, 20, 12) } as const];
    expect(heldBy((await desk.deepgrow(model, off)).mask)).toBe(0);
  });
});
