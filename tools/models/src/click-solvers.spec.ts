import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ModelReference } from '@aiaa/annotator';
import { openModelRepository } from '@aiaa/models';
import { countLabels, makeVolume, voxelIndex, type LabelMap, type Volume } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINE, SHEARED_AFFINES } from '@aiaa/volume/testing';
import { clickPhantom } from './click-trials/click-phantom.js';
import { dice } from './click-trials/dice.js';
import { extremeClicks } from './click-trials/extreme-clicks.js';
import { PAIRS, labelledObjects, type LabelledImage } from './click-trials/labelled-objects.js';
import { largestSlice, onlySlice } from './click-trials/largest-slice.js';
import { clickThrough, openTrialDesk, type TrialDesk } from './click-trials/trial-desk.js';

jest.setTimeout(120_000);

const repository = await openModelRepository({});
const [dextr3d, deepgrow2d, deepgrow3d, pipeline] = [
  'annotation_dextr3d',
  'deepgrow_2d',
  'deepgrow_3d',
  'deepgrow_pipeline',
].map((name) => repository.get(name));

const opened: TrialDesk[] = [];
const before = async (image: Volume): Promise<TrialDesk> => {
  const desk = await openTrialDesk(image, { threads: 2 });
  opened.push(desk);
  return desk;
};
afterEach(async () => {
  for (const desk of opened.splice(0)) await desk.close();
});

const SIZE = [48, 40, 28] as const;
const ellipsoid = (x: number, y: number, z: number) =>
  ((x - 20) / 12) ** 2 + ((y - 22) / 10) ** 2 + ((z - 13) / 8) ** 2 < 1;

/** The letter F, thick: no rotation or reflection maps it onto itself. */
const letter = (x: number, y: number, z: number) =>
  z >= 6 &&
  z < 20 &&
  y >= 4 &&
  y < 36 &&
  x >= 10 &&
  (x < 20 || (x < 40 && (y < 14 || (y >= 20 && y < 30 - z / 4))));

const bowl = (x: number, y: number, z: number) => {
  const [around, height] = [Math.hypot(x - 24, y - 8), Math.abs(z - 13)];
  return around > 14 && around < 24 && y > 8 && height < 7;
};

const foreground = (...voxels: readonly (readonly [number, number, number])[]) =>
  voxels.map(([x, y, z]) => ({ list: 'foreground' as const, voxel: voxelIndex(x, y, z) }));
const background = (x: number, y: number, z: number) => ({
  list: 'background' as const,
  voxel: voxelIndex(x, y, z),
});

const heldBy = (mask: LabelMap) => countLabels(mask)[1];

describe('what the models say of themselves', () => {
  const descriptionOf = (name: string) => repository.list().find((one) => one.name === name)?.description;

  it('annotation_dextr3d is a training-free solver, in plain words', () => {
    expect(descriptionOf('annotation_dextr3d')).toMatch(/^Training-free solver.*: .*No trained network/);
  });

  it.each(['deepgrow_2d', 'deepgrow_3d'])('%s says what it was trained on', (name) => {
    expect(descriptionOf(name)).toMatch(/^Solver by formulas, .*network .*trained on synthetic shapes alone/);
  });

  it('the pipeline names the models it is made of', () => {
    expect(descriptionOf('deepgrow_pipeline')).toMatch(
      /^Experimental: deepgrow_3d, and deepgrow_2d on each slice/,
    );
  });

  it('tells clients how to ask', () => {
    const extra = Object.fromEntries(repository.list().map((model) => [model.name, model.extra]));
    expect(extra).toMatchObject({
      annotation_dextr3d: { padding: 20, roi: [128, 128, 128], sigma: 3 },
      deepgrow_2d: { deepgrow: '2D' },
      deepgrow_3d: { deepgrow: '3D' },
      deepgrow_pipeline: { deepgrow: '3D' },
    });
  });
});

describe('annotation_dextr3d', () => {
  it.each([
    ['an ellipsoid', ellipsoid, 0.88],
    ['a letter, which bends and branches', letter, 0.85],
    ['half a ring, whose middle lies outside', bowl, 0.7],
  ])('finds %s between six points', async (_, isInside, least) => {
    const { image, truth } = clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside });
    const { mask } = await (await before(image)).dextr3d(dextr3d, extremeClicks(truth));
    expect(dice(mask, truth)).toBeGreaterThan(least);
  });

  it('finds the letter the right way round on every kind of grid', async () => {
    for (const affine of [AXIS_ALIGNED_AFFINES[13], AXIS_ALIGNED_AFFINES[46], SHEARED_AFFINES[0]]) {
      const { image, truth } = clickPhantom({ size: SIZE, affine, isInside: letter });
      const { mask } = await (await before(image)).dextr3d(dextr3d, extremeClicks(truth));
      expect(dice(mask, truth)).toBeGreaterThan(0.8);
    }
  });

  it.each<[about: string, change: (value: number) => number]>([
    ['a dark object in bright surroundings', (value) => -value],
    ['values a million times as large', (value) => value * 1e6],
    ['values a millionth of it', (value) => value * 1e-6],
  ])('does not mind %s', async (_, change) => {
    const { image, truth } = clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside: ellipsoid });
    const { mask } = await (await before(changed(image, change))).dextr3d(dextr3d, extremeClicks(truth));
    expect(dice(mask, truth)).toBeGreaterThan(0.88);
  });

  it.each<[about: string, change: (value: number, at: number) => number]>([
    ['no numbers', (value, at) => (at % 50 === 0 ? NaN : value)],
    ['infinite numbers', (value, at) => (at < 2 ? (at === 0 ? Infinity : -Infinity) : value)],
    ['nothing to see', () => 7],
  ])('answers where the image holds %s', async (_, change) => {
    const { image, truth } = clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside: ellipsoid });
    const { mask } = await (await before(changed(image, change))).dextr3d(dextr3d, extremeClicks(truth));
    expect(heldBy(mask)).toBeGreaterThan(0);
    expect(heldBy(mask)).toBeLessThan(2 * heldBy(truth));
  });

  it('answers one point, and points on one slice, with few voxels or none', async () => {
    const { image, truth } = clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside: ellipsoid });
    const desk = await before(image);
    const onSlice = extremeClicks(onlySlice(truth, 13));
    for (const points of [[voxelIndex(20, 22, 13)], onSlice]) {
      expect(heldBy((await desk.dextr3d(dextr3d, points)).mask)).toBeLessThan(heldBy(truth));
    }
  });
});

describe('deepgrow_2d', () => {
  const phantom = () => clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside: letter });
  const oval = () => clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside: ellipsoid });

  it('fills an ellipse from one click, on its slice alone', async () => {
    const { image, truth } = oval();
    const [answer] = await clickThrough(await before(image), {
      model: deepgrow2d,
      truth: onlySlice(truth, 9),
      clicks: 1,
    });
    expect(dice(answer.mask, onlySlice(truth, 9))).toBeGreaterThan(0.9);
    expect(heldBy(onlySlice(answer.mask, 9))).toBe(heldBy(answer.mask));
  });

  it('holds foreground clicks, and no background click', async () => {
    const { image } = phantom();
    const desk = await before(image);
    const off = background(14, 30, 9);
    const { mask } = await desk.deepgrow(deepgrow2d, [...foreground([14, 8, 9], [44, 38, 9]), off]);
    const at = (x: number, y: number) => mask.voxels[x + SIZE[0] * (y + SIZE[1] * 9)];
    expect([at(14, 8), at(44, 38), at(14, 30)]).toEqual([1, 1, 0]);
  });

  it('gives up what a background click takes back', async () => {
    const pair = (x: number, y: number) => Math.hypot(x - 12, y - 20) < 9 || Math.hypot(x - 36, y - 20) < 9;
    const { image } = clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside: pair });
    const desk = await before(image);
    const right = (mask: LabelMap) =>
      mask.voxels.filter((label, at) => label > 0 && at % SIZE[0] > 24).length;
    const both = await desk.deepgrow(deepgrow2d, foreground([12, 20, 9], [36, 20, 9]));
    const left = await desk.deepgrow(deepgrow2d, [...foreground([12, 20, 9]), background(36, 20, 9)]);
    expect(right(both.mask)).toBeGreaterThan(200);
    expect(right(left.mask)).toBeLessThan(20);
  });

  it('answers no foreground click with nothing', async () => {
    const desk = await before(phantom().image);
    expect(heldBy((await desk.deepgrow(deepgrow2d, [background(14, 30, 9)])).mask)).toBe(0);
  });

  it('follows the letter from three clicks', async () => {
    const { image, truth } = phantom();
    const answers = await clickThrough(await before(image), {
      model: deepgrow2d,
      truth: onlySlice(truth, 9),
      clicks: 3,
    });
    expect(dice(answers[2].mask, onlySlice(truth, 9))).toBeGreaterThan(0.75);
  });

  it('answers where voxels are no numbers', async () => {
    const { image, truth } = oval();
    const holes = changed(image, (value, at) => (at % 50 === 0 ? NaN : value));
    const [answer] = await clickThrough(await before(holes), {
      model: deepgrow2d,
      truth: onlySlice(truth, 9),
      clicks: 1,
    });
    expect(dice(answer.mask, onlySlice(truth, 9))).toBeGreaterThan(0.7);
  });
});

describe('deepgrow_3d and its pipeline', () => {
  it.each([
    ['deepgrow_3d', deepgrow3d, 0.6],
    ['deepgrow_pipeline', pipeline, 0.6],
  ])('%s finds an ellipsoid from three clicks', async (_, model, least) => {
    const { image, truth } = clickPhantom({ size: SIZE, affine: OBLIQUE_AFFINE, isInside: ellipsoid });
    const answers = await clickThrough(await before(image), { model, truth, clicks: 3 });
    expect(dice(answers[2].mask, truth)).toBeGreaterThan(least);
  });
});

const data = process.env['AIAA_TEST_DATA'];
const suite = data === undefined ? describe.skip : describe;

/** Spleen, kidneys, gallbladder, liver, and the muscles of the back, by TotalSegmentator's numbers. */
const COMPACT = [1, 2, 3, 4, 5, 86, 87];

suite('an abdominal CT (AIAA_TEST_DATA says where it lies), pointed at by who knows the truth', () => {
  let ct: LabelledImage;
  beforeAll(async () => {
    ct = await labelledObjects(data ?? '', { ...PAIRS[0], only: COMPACT });
    expect(ct.objects).toHaveLength(COMPACT.length);
  });

  /** Dice after three clicks. */
  const clicked = async (model: ModelReference, truths: readonly LabelMap[]) => {
    const desk = await before(ct.image);
    const dices = [];
    for (const truth of truths) {
      const answers = await clickThrough(desk, { model, truth, clicks: 3 });
      dices.push(dice(answers[2].mask, truth));
    }
    return dices;
  };

  it('annotation_dextr3d finds compact organs by 0.8 and more', async () => {
    const desk = await before(ct.image);
    for (const { mask } of ct.objects) {
      const answer = await desk.dextr3d(dextr3d, extremeClicks(mask));
      expect(dice(answer.mask, mask)).toBeGreaterThan(0.8);
    }
  });

  it('deepgrow_2d finds their largest slices by 0.78 in the mean after three clicks', async () => {
    const slices = ct.objects.map(({ mask }) => onlySlice(mask, largestSlice(mask)));
    expect(mean(await clicked(deepgrow2d, slices))).toBeGreaterThan(0.78);
  });

  it('deepgrow_3d finds spleen and liver by half and more in the mean after three clicks', async () => {
    const [spleen, liver] = [ct.objects[0].mask, ct.objects[4].mask];
    expect(mean(await clicked(deepgrow3d, [spleen, liver]))).toBeGreaterThan(0.5);
  });
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function changed(image: Volume<'float32'>, change: (value: number, at: number) => number): Volume<'float32'> {
  return makeVolume<'float32'>({ ...image, voxels: image.voxels.map(change) });
}
