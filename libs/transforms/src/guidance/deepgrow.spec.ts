import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, channelOf, linearIndex, makeLabelMap, makeVolume, originOf, voxelCount, voxelIndex, type Size, type VoxelIndex, type Volume } from '@aiaa/volume'; // prettier-ignore
import { fromGolden, goldenCases, goldenInput, type GoldenArray } from '../fixtures/golden.js';
import { normalizeIntensity } from '../intensity/normalize-intensity.js';
import { resize } from '../spatial/resize.js';
import { spacing } from '../spatial/spacing.js';
import { addGuidance } from './add-guidance.js';
import { addGuidanceSignal } from './add-guidance-signal.js';
import { cropGuidance } from './crop-guidance.js';
import type { Guidance, GuidedTransform } from './guided-step.js';
import { guidedChain } from './guided-chain.js';
import { restoreGuided } from './restore-guided.js';
import { withGuidance } from './with-guidance.js';

interface Chain {
  readonly steps: readonly { readonly step: string; readonly guidance: readonly (readonly number[][])[] }[];
  readonly net_input: GoldenArray;
  readonly result: { readonly shape: readonly number[]; readonly ones: readonly number[] };
}

describe("MONAI's DeepGrow in three dimensions, there and back", () => {
  const [golden] = goldenCases<Chain>('monai-guidance', 'deepgrow-3d-chain');
  const scan = goldenInput({ ...golden.in, shape: [1, ...golden.in.shape] });
  const clicks = ['foreground', 'background'].map(
    (list) => (golden.args[list] as number[][]).map(([x, y, z]) => voxelIndex(x, y, z)), // our own committed file
  );
  const placed = addGuidance(spacing({ pixdim: [1, 1, -1] })(scan), clicks);
  const cropped = cropGuidance({ spatialSize: [10, 10], margin: 3 })(placed);
  const resized = withGuidance(resize({ size: [12, 12, 6] }))(cropped);
  const shown = guidedChain([
    withGuidance(normalizeIntensity({ subtrahend: 208, divisor: 388 })),
    addGuidanceSignal(),
  ])(resized);

  it.each([
    ['AddGuidanceFromPointsd', placed.guidance],
    ['SpatialCropGuidanced', cropped.guidance],
    ['ResizeGuidanced', resized.guidance],
    ['AddGuidanceSignald', shown.guidance],
  ])('has the same clicks after %s', (name, guidance) => {
    const step = golden.out.steps.find(({ step: named }) => named === name);
    expect(guidance).toEqual(step?.guidance.map((list) => list.map(([d, h, w]) => voxelIndex(h, w, d))));
  });

  it('crops to the same box', () => {
    expect(cropped.step.volume.size).toEqual([11, 12, 8]);
    const { affine } = placed.step.volume;
    const moved = originOf(cropped.step.volume.affine).map((mm, axis) => mm - originOf(affine)[axis]);
    [-2, -1, 0].forEach((mm, axis) => expect(moved[axis]).toBeCloseTo(mm, 9));
  });

  it('gives the network the same input', () => {
    const expected = depthLast(golden.out.net_input);
    expect(shown.step.volume.size).toEqual(expected.size);
    expect(worst(shown.step.volume, expected)).toBeLessThan(1e-5);
  });

  it('brings the same voxels home', () => {
    const [foreground, background] = [channelOf(shown.step.volume, 1), channelOf(shown.step.volume, 2)];
    const isIn = (at: number): boolean => 4 * (foreground[at] - background[at]) - 1 >= 0;
    const labels = makeLabelMap(
      shown.step.volume,
      Uint8Array.from(foreground, (_, at) => Number(isIn(at))),
    );
    const restored = restoreGuided(shown, labels);
    const { ones, shape } = golden.out.result;
    const data = new Array<number>(voxelCount(scan.size)).fill(0);
    for (const at of ones) data[at] = 1;
    expect([...restored.voxels]).toEqual([...fromGolden({ shape: [1, ...shape], data }).voxels]);
    expect([restored.size, restored.affine]).toEqual([scan.size, scan.affine]);
    expect(ones.length).toBeGreaterThan(100);
  });
});

it('carries clicks as MONAI does through a CT of 96 x 80 x 30 voxels of 0.8 x 0.8 x 2.5 mm', () => {
  const size: Size = [96, 80, 30];
  const scan = makeVolume({ voxels: new Int16Array(voxelCount(size)), size, affine: [0.8, 0, 0, 0, 0, 0.8, 0, 0, 0, 0, 2.5, 0, 0, 0, 0, 1] }); // prettier-ignore
  const at = voxelIndex;
  const file = [[at(50, 40, 12), at(60, 20, 14)], [at(30, 30, 10)]]; // prettier-ignore
  const steps: readonly [GuidedTransform, Guidance, Size][] = [
    [cropGuidance({ spatialSize: [48, 48] }), [[at(36, 32, 12), at(44, 16, 14)], [at(20, 24, 10)]], [65, 53, 30]],
    [withGuidance(resize({ size: [64, 64, 16] })), [[at(35, 38, 6), at(43, 19, 7)], [at(19, 28, 5)]], [64, 64, 16]],
  ]; // prettier-ignore
  let guided = addGuidance(spacing({ pixdim: [1, 1, -1] })(scan), file);
  expect(guided.step.volume.size).toEqual([77, 64, 30]);
  expect(guided.guidance).toEqual([[at(40, 32, 12), at(48, 16, 14)], [at(24, 24, 10)]]); // prettier-ignore
  for (const [transform, clicks, expected] of steps) {
    guided = transform(guided);
    expect([guided.guidance, guided.step.volume.size]).toEqual([clicks, expected]);
  }
});

/** MONAI's [channel, depth, x, y]. */
function depthLast(array: GoldenArray): Volume {
  const { size, channels, voxels } = fromGolden(array);
  const [depth, width, height] = size;
  const turned = new Float32Array(voxels.length);
  const place = (c: number, [x, y, z]: VoxelIndex): number => c * depth * width * height + linearIndex([width, height, depth], x, y, z); // prettier-ignore
  for (let at = 0; at < voxels.length; at++) {
    const [z, x, y] = [at % depth, Math.floor(at / depth) % width, Math.floor(at / (depth * width)) % height];
    turned[place(Math.floor(at / (depth * width * height)), voxelIndex(x, y, z))] = voxels[at];
  }
  return makeVolume({ voxels: turned, size: [width, height, depth], channels, affine: IDENTITY_AFFINE });
}

const worst = (a: Volume, b: Volume): number =>
  Math.max(...[...a.voxels].map((value, at) => Math.abs(value - b.voxels[at])));
