import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume, originOf, voxelCount, voxelIndex, type Size, type VoxelIndex, type Volume } from '@aiaa/volume'; // prettier-ignore
import { goldenCases } from '../fixtures/golden.js';
import { identityStep } from '../step.js';
import { cropGuidance, type CropGuidanceArgs } from './crop-guidance.js';
import { cropExtremePoints } from './crop-extreme-points.js';

/** As MONAI has them: [depth, x, y], or [x, y]. */
type Numbers = readonly number[];

interface Cropped {
  readonly start: Numbers;
  readonly cropped_shape: Numbers;
  readonly guidance: readonly (readonly Numbers[])[];
}

describe('agreement with MONAI 1.5', () => {
  it.each(goldenCases<Cropped>('monai-guidance', 'cropguided').map((golden) => [golden.id, golden] as const))(
    '%s',
    (_, { args, in: input, out }) => {
      // our own committed file
      const { fg, bg, spatial_size: wanted, margin } = args as unknown as Record<'fg' | 'bg', Numbers[]> & { spatial_size: Numbers; margin: number }; // prettier-ignore
      const [x, y, z] = wanted.length === 2 ? wanted : depthLast(wanted);
      const guided = cropGuidance({ spatialSize: z === undefined ? [x, y] : [x, y, z], margin })({
        step: identityStep(image(depthLast(input.shape.slice(1)))),
        guidance: [fg, bg].map((clicks) => clicks.map(click)),
      });
      const { size, affine } = guided.step.volume;
      expect(size).toEqual(depthLast(out.cropped_shape.slice(1)));
      expect(originOf(affine)).toEqual(out.start.length === 2 ? [...out.start, 0] : depthLast(out.start));
      expect(guided.guidance).toEqual(out.guidance.map((clicks) => clicks.map(click)));
    },
  );
});

describe('the window', () => {
  const at = voxelIndex;
  it.each<[string, CropGuidanceArgs['spatialSize'], VoxelIndex, { start: Size; size: Size }]>([
    ['begins at the first slice', [30, 30, 20], at(50, 50, 9), { start: [35, 35, 0], size: [30, 30, 20] }],
    ['begins there also where only the margin sticks out', [30, 30, 20], at(50, 50, 18), { start: [35, 35, 0], size: [30, 30, 20] }], // prettier-ignore
    ['moves on where clicks lie deeper', [30, 30, 20], at(50, 50, 33), { start: [35, 35, 18], size: [30, 30, 20] }],
    ['holds as many slices as the image is wide', [30, 30], at(50, 50, 33), { start: [35, 35, 0], size: [30, 30, 40] }],
    ['ends where the image ends', [30, 30, 20], at(99, 0, 39), { start: [82, 0, 20], size: [18, 30, 20] }],
    ['gives way to a box as large on one axis', [30, 9, 20], at(50, 50, 9), { start: [46, 46, 5], size: [9, 9, 9] }],
    ['may be all of the image', [999, 999, 999], at(50, 50, 9), { start: [0, 0, 0], size: [100, 90, 40] }],
  ])('%s', (_, spatialSize, clicked, { start, size }) => {
    const guided = crop({ spatialSize, margin: 4 }, [clicked]);
    expect([originOf(guided.step.volume.affine), guided.step.volume.size]).toEqual([start, size]);
    expect(guided.guidance).toEqual([[clicked.map((c, axis) => c - start[axis])]]);
  }); // prettier-ignore

  it('takes no notice of the depth of a single slice', () => {
    const guided = cropGuidance({ spatialSize: [30, 30, 1], margin: 4 })({
      step: identityStep(image([100, 90, 1])),
      guidance: [[at(50, 50, 0)]],
    });
    expect(guided.step.volume.size).toEqual([30, 30, 1]);
  });

  it.each<[string, readonly VoxelIndex[], Size, Size]>([
    ['far before the image', [at(-999, 5, 5)], [0, 1, 1], [1, 9, 9]],
    ['far behind it', [at(50, 2 ** 40, 5)], [46, 89, 1], [9, 1, 9]],
    ['on both sides', [at(-999, -999, -999), at(999, 999, 999)], [0, 0, 0], [100, 90, 40]],
  ])('keeps a voxel at least, the clicks %s', (_, clicks, start, size) => {
    const { volume } = crop({ margin: 4, spatialSize: [1, 1, 1] }, clicks).step;
    expect([originOf(volume.affine), volume.size]).toEqual([start, size]);
  });

  it('of hundreds of thousands of clicks is found', () => {
    const clicks = Array.from({ length: 300_000 }, (_, n) => at(n % 50, n % 40, n % 30));
    expect(crop({ margin: 1, spatialSize: [9, 9] }, clicks).step.volume.size).toEqual([51, 41, 31]);
  });

  it.each<[string, CropGuidanceArgs, readonly VoxelIndex[]]>([
    ['no clicks', { spatialSize: [9, 9] }, []],
    ['a negative margin', { spatialSize: [9, 9], margin: -1 }, [at(1, 1, 1)]],
    ['a margin that is no number', { spatialSize: [9, 9], margin: NaN }, [at(1, 1, 1)]],
  ])('refuses %s', (_, args, clicks) => {
    expect(() => crop(args, clicks)).toThrow(RangeError);
  });

  const crop = (args: CropGuidanceArgs, clicks: readonly VoxelIndex[]) =>
    cropGuidance(args)({ step: identityStep(image([100, 90, 40])), guidance: [clicks] });
});

describe('a box around extreme points', () => {
  const scan = makeVolume({ voxels: new Uint8Array(100 * 90 * 40), size: [100, 90, 40], affine: [0.8, 0, 0, 0, 0, 1.5, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1] }); // prettier-ignore
  const points = [voxelIndex(40, 50, 9), voxelIndex(60, 70, 12)];

  it.each([
    [20, [15, 37, 3], [71, 47, 16]],
    [0, [40, 50, 9], [21, 21, 4]],
    [1000, [0, 0, 0], [100, 90, 40]],
  ])('keeps %i mm, in whole voxels', (padding, start, size) => {
    const { step, guidance } = cropExtremePoints({ padding })({ step: identityStep(scan), guidance: [points] }); // prettier-ignore
    expect(step.volume.size).toEqual(size);
    expect(guidance).toEqual([points.map((p) => p.map((c, axis) => c - start[axis]))]);
  });

  it('holds a point on the border', () => {
    const corner = [voxelIndex(99, 89, 39)];
    const { step, guidance } = cropExtremePoints()({ step: identityStep(scan), guidance: [corner] });
    expect(guidance).toEqual([[step.volume.size.map((n) => n - 1)]]);
  });
});

const image = (size: Size): Volume =>
  makeVolume({ voxels: new Uint8Array(voxelCount(size)), size, affine: IDENTITY_AFFINE });

/** A slice becomes one of depth 1. */
const depthLast = (numbers: Numbers): Size =>
  numbers.length === 2 ? [numbers[0], numbers[1], 1] : [numbers[1], numbers[2], numbers[0]];

const click = (numbers: Numbers): VoxelIndex =>
  numbers.length === 2
    ? voxelIndex(numbers[0], numbers[1], 0)
    : voxelIndex(numbers[1], numbers[2], numbers[0]);
