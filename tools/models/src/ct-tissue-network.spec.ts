import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readImage } from '@aiaa/imaging-io';
import { loadOnnxNetwork, predictorOf, slidingWindowInferer, type Network } from '@aiaa/inference';
import { IDENTITY_AFFINE, makeVolume, voxelCount, type Size, type Volume } from '@aiaa/volume';
import { ctPhantom } from './ct-phantom.js';
import { CT_TISSUE_CONFIG } from './ct-tissue-config.js';
import { CT_TISSUES, ctTissueNetwork } from './ct-tissue-network.js';

const [BACKGROUND, AIR, FAT, SOFT, BONE] = [0, 1, 2, 3, 4];

let folder: string;
let network: Network;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiaa-ct-tissue-'));
  await writeFile(join(folder, 'model.onnx'), ctTissueNetwork());
  network = await loadOnnxNetwork(join(folder, 'model.onnx'), { threads: 1 });
});
afterAll(async () => {
  await network.release();
  await rm(folder, { recursive: true });
});

const { roi: ROI, overlap, padding_mode: paddingMode } = CT_TISSUE_CONFIG.inference.AIAA.args;

/** The class of every voxel, by the windows of the config unless a small volume is one; the lowest wins a tie. */
async function classesOf(volume: Volume<'float32'>, roi: Size = [0, 0, 0]): Promise<number[]> {
  const infer = slidingWindowInferer({ roi, overlap, paddingMode });
  const watch = { signal: new AbortController().signal, onWindow: () => undefined };
  const { voxels, channels } = await infer(volume, predictorOf(network), watch);
  const count = voxelCount(volume.size);
  expect(channels).toBe(CT_TISSUES.length);
  const classes = new Array<number>(count).fill(0);
  for (let channel = 1; channel < channels; channel++) {
    for (let at = 0; at < count; at++) {
      if (voxels[channel * count + at] > voxels[classes[at] * count + at]) classes[at] = channel;
    }
  }
  return classes;
}

const filled = (size: Size, hounsfield: (x: number, y: number, z: number) => number): Volume<'float32'> => {
  const voxels = Float32Array.from({ length: voxelCount(size) }, (_, at) =>
    hounsfield(at % size[0], Math.floor(at / size[0]) % size[1], Math.floor(at / (size[0] * size[1]))),
  );
  return makeVolume<'float32'>({ voxels, size, affine: IDENTITY_AFFINE });
};

describe('a volume of one value', () => {
  it.each([
    [-3024, BACKGROUND, 'outside the circle of a scanner'],
    [-2000, BACKGROUND, 'outside the circle of another'],
    [-Infinity, BACKGROUND, 'below everything'],
    [NaN, BACKGROUND, 'no number'],
    [-1501, BACKGROUND, 'below the cut'],
    [-1499, AIR, 'above the cut'],
    [-1024, AIR, 'the least value of many scanners'],
    [-1000, AIR, 'air'],
    [-800, AIR, 'lung'],
    [-201, AIR, 'below the cut'],
    [-199, FAT, 'above the cut'],
    [-100, FAT, 'fat'],
    [-31, FAT, 'below the cut'],
    [-29, SOFT, 'above the cut'],
    [0, SOFT, 'water'],
    [45, SOFT, 'muscle, blood, liver'],
    [199, SOFT, 'below the cut'],
    [201, BONE, 'above the cut'],
    [700, BONE, 'cortical bone'],
    [3071, BONE, 'metal'],
    [Infinity, BONE, 'above everything'],
  ])('%d HU is class %d: %s', async (hounsfield, expected) => {
    for (const size of [
      [1, 1, 1],
      [3, 4, 2],
    ] as const) {
      const classes = await classesOf(filled(size, () => hounsfield));
      expect(classes).toEqual(classes.map(() => expected));
    }
  });
});

describe('where tissues meet', () => {
  const at = (classes: readonly number[], size: Size, [x, y, z]: Size) =>
    classes[x + size[0] * (y + size[1] * z)];
  const size: Size = [9, 9, 9];
  const middle: Size = [4, 4, 4];

  it.each([
    [[0, 1, 2], 'x'],
    [[1, 0, 2], 'y'],
    [[1, 2, 0], 'z'],
  ])('finds no fat between air and soft tissue, %j %s', async (places) => {
    const layer = filled(size, (...voxel) => {
      const depth = voxel[places.indexOf(0)] - 4;
      return depth < 0 ? -1000 : depth === 0 ? -100 : 45;
    });
    const classes = await classesOf(layer);
    expect(classes).not.toContain(FAT);
    expect(at(classes, size, middle)).toBe(SOFT);
  });

  it('keeps fat of two voxels between air and soft tissue', async () => {
    const layers = filled(size, (x) => (x < 4 ? -1000 : x < 6 ? -100 : 45));
    const classes = await classesOf(layers);
    expect([4, 5].map((x) => at(classes, size, [x, 4, 4]))).toEqual([FAT, FAT]);
  });

  it('keeps a fat plane of one voxel inside soft tissue', async () => {
    const classes = await classesOf(filled(size, (x) => (x === 4 ? -100 : 45)));
    expect(at(classes, size, middle)).toBe(FAT);
  });

  it('takes a lone voxel for noise, and a line for real', async () => {
    const speck = await classesOf(filled(size, (x, y, z) => (x === 4 && y === 4 && z === 4 ? -90 : 45)));
    const line = await classesOf(filled(size, (x, y) => (x === 4 && y === 4 ? 700 : 45)));
    expect(at(speck, size, middle)).toBe(SOFT);
    expect(at(line, size, middle)).toBe(BONE);
  });

  it('sees nothing beyond the border: a slab is the same at the edge as inside', async () => {
    const classes = await classesOf(filled([5, 5, 5], (x) => (x < 2 ? -1000 : -100)));
    expect(classes).toEqual(classes.map((_, place) => (place % 5 < 2 ? AIR : FAT)));
  });
});

it('finds the tissues of the sample', async () => {
  const phantom = ctPhantom();
  const classes = await classesOf(
    makeVolume<'float32'>({ ...phantom, voxels: Float32Array.from(phantom.voxels) }),
    ROI,
  );
  const litres = [0, 0, 0, 0, 0];
  const voxelLitres = (0.9 * 1.1 * 2.5) / 1e6;
  for (const tissue of classes) litres[tissue] += voxelLitres;
  const ellipsoid = (a: number, b: number, c: number) => ((4 / 3) * Math.PI * a * b * c) / 1e6;
  const bone = (4 * 4 * 8 * (14 + 12) * 2.475) / 1e6; // cells of 4 x 4 voxels, 8 slices with 14 and 8 with 12
  const within = (found: number, drawn: number) => Math.abs(found / drawn - 1);
  expect(litres[BACKGROUND]).toBe(0);
  expect(within(litres[BONE], bone)).toBeLessThan(0.02);
  expect(within(litres[SOFT], ellipsoid(40, 39, 38) - bone)).toBeLessThan(0.02);
  // A voxel that air fills by more than a tenth is air: the rim loses a little of its outside.
  expect(within(litres[FAT], ellipsoid(46, 46, 46) - ellipsoid(40, 39, 38))).toBeLessThan(0.08);
});

const data = process.env['AIAA_TEST_DATA'];
const suite = data === undefined ? describe.skip : describe;

suite('a patient (AIAA_TEST_DATA says where the CT lies)', () => {
  it('has lungs of air, a liver, a spleen and kidneys of soft tissue, and bone in its vertebrae', async () => {
    const lies = (name: string) => join(data ?? '', 'labels/wasserth+TotalSegmentator', name);
    const ct = (await readImage({ path: lies('example_ct_sm.nii.gz') })).volume;
    const organs = (await readImage({ path: lies('example_seg.nii.gz') })).volume;
    const classes = await classesOf(
      makeVolume<'float32'>({ ...ct, voxels: Float32Array.from(ct.voxels) }),
      ROI,
    );
    const share = (organ: number, tissue: number) => {
      const inside = classes.filter((_, place) => organs.voxels[place] === organ);
      return inside.filter((found) => found === tissue).length / inside.length;
    };
    // TotalSegmentator's numbers: 1 spleen, 2 and 3 kidneys, 5 liver, 11 and 14 lower lung lobes, 31 a vertebra.
    expect([11, 14].map((lobe) => share(lobe, AIR) > 0.95)).toEqual([true, true]);
    expect([1, 2, 3, 5].map((organ) => share(organ, SOFT) > 0.95)).toEqual([true, true, true, true]);
    expect(share(31, BONE)).toBeGreaterThan(0.2);
    expect(share(31, BONE) + share(31, SOFT)).toBeGreaterThan(0.99);
    expect(classes).not.toContain(BACKGROUND);
  });
});
