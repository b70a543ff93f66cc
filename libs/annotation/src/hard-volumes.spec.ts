import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { convNetwork, seededNumbers, thresholdNetwork } from '@aiaa/inference/testing';
import {
  IDENTITY_AFFINE,
  axisCodes,
  determinant,
  makeVolume,
  orientationOf,
  sameAffine,
  spacingOf,
  voxelCount,
  type Affine,
  type Grid,
  type Size,
  type Volume,
} from '@aiaa/volume';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINE,
  OBLIQUE_AFFINES,
  PHANTOM_SPACING,
  SHEARED_AFFINES,
  chiralVolume,
  obliqueAffine,
} from '@aiaa/volume/testing';
import {
  annotationFolder,
  segmented,
  type AnnotationFolder,
  type Chain,
} from './fixtures/annotation-folder.js';
import { RAMP_ENDS, evenRamp, rampOf, type Ramp } from './fixtures/ramp.js';
import { rulerNetwork } from './fixtures/ruler-network.js';
import { slowConvolution } from './fixtures/slow-convolution.js';
import { storedInOrder } from './fixtures/stored-in-order.js';

let folder: AnnotationFolder;
beforeAll(async () => {
  folder = await annotationFolder();
});
afterAll(() => folder.remove());

const TURNED = { name: 'Orientationd', args: { axcodes: 'RAS' } };
const spaced = (pixdim: readonly number[]) => ({ name: 'Spacingd', args: { pixdim } });
/** The ends of a ramp, and all that lies beyond them, become 0 and `highest`. */
const scaled = (highest: number) => ({
  name: 'ScaleIntensityRanged',
  args: { a_min: RAMP_ENDS[0], a_max: RAMP_ENDS[1], b_min: 0, b_max: highest, clip: true },
});
const ARG_MAX = [{ name: 'AsDiscreted', args: { argmax: true } }];
const windows = (edge: number) => ({ scanning_window: true, roi: [edge, edge, edge], overlap: 0.25 });

/** Runs a model over a volume; the mask lies where the volume lies, in memory and as a file. */
async function masked(network: Uint8Array, chain: Chain, volume: Volume) {
  const model = await folder.model(network, { post: ARG_MAX, inference: windows(16), ...chain });
  const { mask, image, result } = await segmented(await folder.request(model, volume));
  expect(mask.volume).toMatchObject({ size: volume.size, channels: 1, affine: image.volume.affine });
  expect(sameAffine(image.volume.affine, volume.affine, 1e-4)).toBe(true); // a file holds float32
  expect(mask.nifti).toEqual(image.nifti);
  return { ...mask.volume, labels: Array.from(mask.volume.voxels), points: result.points };
}

const measured = ({ volume }: Ramp, highest: number, spatial: readonly unknown[] = [TURNED]) =>
  masked(rulerNetwork(highest + 1), { pre: [...spatial, scaled(highest)] }, volume);

const ORDERS = AXIS_ALIGNED_AFFINES.map((affine) => [axisCodes(orientationOf(affine)), affine] as const);
const alignedAs = (codes: string): Affine => ORDERS.find(([name]) => name === codes)?.[1] ?? IDENTITY_AFFINE;

describe('one image, its voxels stored in each of the 48 orders', () => {
  const [classes, seed] = [3, 5];
  const network = convNetwork({ classes, seed });

  it.each(ORDERS)('%s has the mask of one slow convolution', async (_codes, order) => {
    const image = chiralVolume('int16', alignedAs('RAS'));
    const expected = slowConvolution(image, { seed, classes, valueOf: (voxel) => (voxel + 1000) / 2000 });
    const { labels } = await masked(network, { pre: [TURNED, scaled(1)] }, storedInOrder(image, order));
    expect(labels).toEqual(Array.from(storedInOrder(expected, order).voxels));
    expect(new Set(labels).size).toBe(classes);
  });

  const image = chiralVolume('int16', OBLIQUE_AFFINE);
  const chain = { pre: [TURNED, spaced([0.8, 1, 2]), scaled(1)], inference: windows(8) };
  let first: Volume | undefined;

  it.each(ORDERS)(
    '%s of oblique voxels, resampled, has the same mask in the world',
    async (_codes, order) => {
      first ??= await masked(network, chain, image);
      const { labels } = await masked(network, chain, storedInOrder(image, order));
      expect(labels).toEqual(Array.from(storedInOrder(first, order).voxels));
      expect(new Set(labels).size).toBe(classes);
    },
  );
});

const PIXDIM = [1.1, 1.4, 1.7] as const;
const OBLIQUE: Grid = { size: [18, 17, 12], affine: OBLIQUE_AFFINE };
const THICK = obliqueAffine([0.5, 0.5, 7.5], [0.05, 0.1, -0.02], [-20, 5, 80]);
const GRIDS: readonly (readonly [string, Grid])[] = [
  ['sagittal storage', { size: [20, 17, 13], affine: alignedAs('PSR') }],
  ['coronal storage', { size: [20, 17, 13], affine: alignedAs('RIP') }],
  ['negative determinant', { size: [19, 16, 12], affine: alignedAs('LAS') }],
  ...OBLIQUE_AFFINES.map((affine, at) => [`oblique ${at}`, { ...OBLIQUE, affine }] as const),
  ...SHEARED_AFFINES.map((affine, at) => [`sheared ${at}`, { size: [20, 18, 13] as Size, affine }] as const),
  ['0.5 x 0.5 x 7.5 mm', { size: [30, 28, 6], affine: THICK }],
  ['one slice', { size: [20, 18, 1], affine: THICK }],
  ['one oblique slice', { size: [20, 18, 1], affine: OBLIQUE_AFFINE }],
  ['one sagittal slice', { size: [20, 18, 1], affine: alignedAs('PSR') }],
  ['1000 slices', { size: [12, 11, 1000], affine: obliqueAffine([0.9, 1.3, 0.6], [0, 0.1, 0.2], [1, 2, 3]) }],
];

it('the grids are what they are called', () => {
  const called = (words: string) =>
    GRIDS.flatMap(([name, { affine }]) => (name.includes(words) ? [affine] : []));
  const sliceAxes = (words: string) => called(words).map((affine) => orientationOf(affine)[2].worldAxis);
  expect([sliceAxes('sagittal'), sliceAxes('coronal')]).toEqual([[0, 0], [1]]);
  expect([...called('negative'), ...called('oblique 1')].map((affine) => determinant(affine) < 0)).toEqual([
    true,
    true,
  ]);
  expect(called('mm').map(spacingOf)).toEqual([[0.5, 0.5, 7.5].map((mm) => expect.closeTo(mm, 9))]);
});

/** An image whose every voxel says which label it is to have. */
const speckles = (grid: Grid, highest: number): Ramp =>
  rampOf(
    grid,
    highest,
    Array.from(seededNumbers(3, voxelCount(grid.size)), (share) =>
      Math.floor(((share + 1) / 2) * (highest + 1)),
    ),
  );

describe.each(GRIDS)('%s', (_name, grid) => {
  it('has each voxel labelled by itself, where nothing is resampled', async () => {
    const image = speckles(grid, 11);
    expect((await measured(image, 11)).labels).toEqual(image.heights);
  });

  it('has a ramp measured exactly, where all is resampled', async () => {
    const ramp = evenRamp(grid, 59);
    expectRamp(grid, ramp, (await measured(ramp, 59, [TURNED, spaced(PIXDIM)])).labels);
  });
});

/**
 * Exact but near the border: the network's grid ends elsewhere than the image's, and between the two the outermost
 * voxels go on as they are.
 */
function expectRamp(grid: Grid, { heights }: Ramp, labels: readonly number[]): void {
  const furthestOff = greatest(heights.map((height, at) => Math.abs(labels[at] - height)));
  expect(furthestOff).toBeLessThan(greatest(heights) / 12);
  const judged = [...heights.keys()].filter((at) => isClear(heights[at]) && isInner(grid, at));
  expect(judged.length).toBeGreaterThan(0.2 * heights.length);
  expect(judged.map((at) => labels[at])).toEqual(judged.map((at) => Math.round(heights[at])));
}

const greatest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value));

/** Not halfway between two labels, where float32 decides. */
const isClear = (height: number): boolean => Math.abs((height % 1) - 0.5) > 0.03;

/** Whether a whole voxel of the network's grid lies between this voxel and the border. */
function isInner({ size, affine }: Grid, at: number): boolean {
  const place = placeOf(size, at);
  const spacing = spacingOf(affine);
  return ([0, 1, 2] as const).every((axis) => {
    const margin = size[axis] === 1 ? 0 : Math.ceil(Math.max(...PIXDIM) / spacing[axis]);
    return place[axis] >= margin && place[axis] < size[axis] - margin;
  });
}

const placeOf = ([width, height]: Size, at: number): Size => [
  at % width,
  Math.floor(at / width) % height,
  Math.floor(at / (width * height)),
];

it('300 classes are told apart, and written in two bytes', async () => {
  const [image, ramp] = [speckles(OBLIQUE, 299), evenRamp(OBLIQUE, 299)];
  const own = await measured(image, 299);
  const resampled = await measured(ramp, 299, [TURNED, spaced(PIXDIM)]);
  expect([own.dtype, resampled.dtype]).toEqual(['uint16', 'uint16']);
  expect(own.labels).toEqual(image.heights);
  expectRamp(OBLIQUE, ramp, resampled.labels);
});

it('an image smaller than the window on every axis is measured exactly, up to its border', async () => {
  const grid: Grid = { size: [4, 5, 3], affine: alignedAs('PSR') };
  const ramp = evenRamp(grid, 30);
  const [x, y, z] = PHANTOM_SPACING;
  // Half of each spacing, so that the network's grid ends where the image ends.
  const { labels } = await measured(ramp, 30, [TURNED, spaced([z / 2, x / 2, y / 2])]);
  const clear = [...ramp.heights.keys()].filter((at) => isClear(ramp.heights[at]));
  expect(clear.length).toBeGreaterThan(50);
  expect(clear.map((at) => labels[at])).toEqual(clear.map((at) => Math.round(ramp.heights[at])));
});

describe('voxels that are no number', () => {
  const HOLES: readonly (readonly [number, number, number])[] = [
    [0, NaN, 0],
    [900, NaN, 0],
    [1500, -Infinity, 0],
    [2100, Infinity, 11],
  ];
  const holed = ({ volume, heights }: Ramp): Ramp => {
    const voxels = Float32Array.from(volume.voxels);
    for (const [at, value] of HOLES) voxels[at] = value;
    return { volume: makeVolume({ ...volume, voxels }), heights };
  };

  it('are background, or the end of the range that they lie beyond', async () => {
    const image = speckles(OBLIQUE, 11);
    const expected = HOLES.reduce((labels, [at, , label]) => labels.with(at, label), [...image.heights]);
    expect((await measured(holed(image), 11)).labels).toEqual(expected);
  });

  it('spread no further than two voxels, where all is resampled', async () => {
    const ramp = evenRamp(OBLIQUE, 59);
    const chain = [TURNED, spaced(PIXDIM)];
    const [whole, changed] = [await measured(ramp, 59, chain), await measured(holed(ramp), 59, chain)];
    const different = whole.labels.flatMap((label, at) => (label === changed.labels[at] ? [] : [at]));
    const fromHole = (at: number, hole: number): number =>
      greatest(placeOf(OBLIQUE.size, at).map((n, axis) => Math.abs(n - placeOf(OBLIQUE.size, hole)[axis])));
    const distances = different.map((at) => Math.min(...HOLES.map(([hole]) => fromHole(at, hole))));
    expect(different.length).toBeGreaterThan(HOLES.length);
    expect(greatest(distances)).toBe(2);
  });
});

describe('an image without foreground', () => {
  it.each([
    ['all air', -1024],
    ['all below any number', -Infinity],
    ['no number at all', NaN],
  ])('%s: cropped to it, has an empty mask', async (_what, value) => {
    const voxels = new Float32Array(voxelCount(OBLIQUE.size)).fill(value);
    const pre = [TURNED, spaced(PIXDIM), scaled(1), { name: 'CropForegroundd', args: { margin: 2 } }];
    const volume = makeVolume({ voxels, ...OBLIQUE });
    const { labels, points, dtype } = await masked(convNetwork({ classes: 3 }), { pre }, volume);
    expect([labels, points, dtype]).toEqual([Array(voxels.length).fill(0), [], 'uint8']);
  });
});

const data = process.env['AIAA_TEST_DATA'];
const real = data === undefined ? describe.skip : describe;

real('real files (AIAA_TEST_DATA names their folder, or they are left out)', () => {
  it.each([
    ['sagittal', 'labels/spinalcordtoolbox+sct_testing_data/t2/t2.nii.gz', 300.5],
    ['-inf', 'labels/spinalcordtoolbox+sct_testing_data/mt/mtr.nii.gz', 30.5],
    ['oblique', 'nifti/neurolabusc+niivue-images/CT_pitch.nii.gz', 40.5],
  ])('%s', async (_what, path, cut) => {
    const { volume } = await readImage(join(data ?? '', path));
    const post = [{ name: 'AsDiscreted', args: { threshold: 0 } }];
    const chain = { pre: [TURNED], post, inference: windows(96) };
    const { voxels } = await masked(thresholdNetwork(cut), chain, volume);
    const found = Buffer.from(Uint8Array.from(voxels));
    const expected = Buffer.from(Uint8Array.from(volume.voxels, (voxel) => (voxel > cut ? 1 : 0)));
    expect(found.equals(expected)).toBe(true);
  });
});
