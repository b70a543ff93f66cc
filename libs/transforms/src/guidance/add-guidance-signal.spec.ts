import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, UnfitImage, channelOf, linearIndex, makeVolume, voxelCount, voxelIndex, type Size, type Volume } from '@aiaa/volume'; // prettier-ignore
import { fromGolden, goldenCases } from '../fixtures/golden.js';
import { identityStep } from '../step.js';
import { addGuidanceSignal, type GuidanceSignalArgs } from './add-guidance-signal.js';
import type { Guidance } from './guided-step.js';

type Clicks = readonly (readonly [number, number, number?])[];

describe('agreement with MONAI 1.5', () => {
  it.each([
    ['a slice, one list empty', 'monai-guidance', 'guidance-signal-1'],
    ['a volume', 'monai-intensity', 'guidance-signal-3'],
  ])('on %s', (_, file, id) => {
    const [{ args, out }] = goldenCases(file, id);
    const [foreground, background] = [args['fg'], args['bg']] as [Clicks, Clicks]; // our own committed file
    const expected = fromGolden(out);
    const shown = signal(zeros(expected.size), [foreground, background], { sigma: args['sigma'] as number });
    expect(shown.size).toEqual(expected.size);
    expect(worst(shown, expected)).toBeLessThan(1e-6);
  });
});

describe('the channels', () => {
  const size = [9, 8, 7] as const;
  const image = makeVolume({ voxels: Int16Array.from({ length: 2 * 504 }, (_, at) => at - 100), size, channels: 2, affine: IDENTITY_AFFINE }); // prettier-ignore

  it('follow the first of the image, one per list, and leave clicks and grid alone', () => {
    const step = identityStep(image);
    const guidance = lists([[[4, 4, 4]], [], [[1, 2, 3], [7, 6, 5]]]); // prettier-ignore
    const guided = addGuidanceSignal()({ step, guidance });
    const { volume } = guided.step;
    expect([volume.channels, volume.dtype, volume.size, volume.affine]).toEqual([4, 'float32', size, IDENTITY_AFFINE]); // prettier-ignore
    expect([...channelOf(volume, 0)]).toEqual([...channelOf(image, 0)]);
    expect(guided.guidance).toBe(guidance);
    expect([1, 2, 3].map((c) => range(channelOf(volume, c)))).toEqual([[0, 1], [0, 0], [0, 1]]); // prettier-ignore
  });

  it('follow as many of the image as are asked for', () => {
    const both = signal(image, [[[1, 1, 1]]], { intensityChannels: 2 });
    expect([...both.voxels.subarray(0, image.voxels.length)]).toEqual([...image.voxels]);
    expect(signal(image, [[[1, 1, 1]]], { intensityChannels: 0 }).channels).toBe(1);
  });

  it.each([3, -1, NaN])('cannot follow %f of the two', (intensityChannels) => {
    expect(() => signal(image, [[]], { intensityChannels })).toThrow(UnfitImage);
  });

  it('show a click twice no brighter than once', () => {
    const [once, twice] = [[[2, 2, 2]], [[2, 2, 2], [2, 2, 2]]] as const; // prettier-ignore
    const beside = [6, 6, 6] as const;
    const a = signal(zeros(size), [[...once, beside]]);
    expect(a.voxels).toEqual(signal(zeros(size), [[...twice, beside]]).voxels);
  });
});

describe('clicks that lie outside', () => {
  const size = [9, 8, 7] as const;
  const at = (...clicks: [number, number, number][]): Volume => signal(zeros(size), [clicks]);

  it.each([[[-1, 4, 4]], [[4, -900, 4]], [[4, 4, -1]]] as const)('are passed over where negative: %j', (click) => {
    expect(range(channelOf(at([...click]), 1))).toEqual([0, 0]);
    expect(at([...click], [3, 3, 3]).voxels).toEqual(at([3, 3, 3]).voxels);
  }); // prettier-ignore

  it.each([
    [[9, 4, 4], [8, 4, 4]],
    [[4, 2 ** 40, 4], [4, 7, 4]],
    [[99, 99, 99], [8, 7, 6]],
  ] as const)('show on the border where too large: %j at %j', (click, border) => {
    const shown = at([...click]);
    expect(shown.voxels).toEqual(at([...border]).voxels);
    expect(channelOf(shown, 1)[linearIndex(size, border[0], border[1], border[2])]).toBe(1);
  }); // prettier-ignore

  it('are no voxels at all where not whole', () => {
    expect(() => voxelIndex(NaN, 1, 1)).toThrow(RangeError);
  });
});

describe('volumes that leave no room', () => {
  it('a lone voxel that is clicked is 1, where MONAI has NaN', () => {
    expect([...signal(zeros([1, 1, 1]), [[[0, 0, 0]], []]).voxels]).toEqual([0, 1, 0]);
  });

  it('a volume without voxels stays so', () => {
    const none = signal(zeros([0, 4, 4]), [[[0, 0, 0]], []]);
    expect([none.channels, none.voxels.length]).toEqual([3, 0]);
  });
});

const signal = (image: Volume, clicks: readonly Clicks[], args?: GuidanceSignalArgs): Volume<'float32'> =>
  // a signal makes float32
  addGuidanceSignal(args)({ step: identityStep(image), guidance: lists(clicks) }).step.volume as Volume<'float32'>; // prettier-ignore

const lists = (clicks: readonly Clicks[]): Guidance =>
  clicks.map((list) => list.map(([x, y, z = 0]) => voxelIndex(x, y, z)));

const zeros = (size: Size): Volume =>
  makeVolume({ voxels: new Float32Array(voxelCount(size)), size, affine: IDENTITY_AFFINE });

const range = (values: ArrayLike<number>): [number, number] => {
  const numbers = Array.from(values);
  return [Math.min(...numbers), Math.max(...numbers)];
};

const worst = (a: Volume, b: Volume): number =>
  Math.max(...[...a.voxels].map((value, at) => Math.abs(value - b.voxels[at])));
