import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeVolume, type Volume } from '@aiaa/volume';
import { buildTransform } from '../build.js';
import { fromGolden, goldenCases, goldenInput } from '../fixtures/golden.js';
import type { TransformSpec } from '../transform-spec.js';

const GOLDEN: Readonly<Record<string, TransformSpec>> = {
  'sir-1': { kind: 'scale-intensity-range', aMin: -57, aMax: 164, bMin: 0, bMax: 1, clip: true },
  'sir-2': { kind: 'scale-intensity-range', aMin: -57, aMax: 164, bMin: 0, bMax: 1 },
  'sir-4': { kind: 'scale-intensity-range', aMin: -57, aMax: 164 },
  'si-1': { kind: 'scale-intensity', min: -1, max: 1 },
  'si-3': { kind: 'scale-intensity', factor: 0.5 },
  'ni-3': { kind: 'normalize-intensity', nonzero: true, channelWise: true },
  'ni-4': { kind: 'normalize-intensity', subtrahend: 208, divisor: 388 },
  'ni-5': { kind: 'normalize-intensity', channelWise: true },
  'sirp-1': { kind: 'scale-intensity-range-percentiles', lower: 1, upper: 99, bMin: 0, bMax: 1, clip: true },
  'sirp-3': {
    kind: 'scale-intensity-range-percentiles',
    lower: 5,
    upper: 95,
    bMin: 0,
    bMax: 1,
    clip: true,
    channelWise: true,
  },
};

const sixRows = (row: readonly number[]): readonly number[] => [row, row, row, row, row, row].flat();

describe('agreement with MONAI 1.5', () => {
  it.each(Object.entries(GOLDEN))('%s: %j', (id, spec) => {
    const [{ in: input, out }] = goldenCases('monai-intensity', id);
    const { volume } = buildTransform(spec)(goldenInput(input));
    const expected = fromGolden(out);
    const apart = [...volume.voxels].map((value, at) => {
      const wanted = expected.voxels[at];
      return Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
    });
    expect(Math.max(...apart)).toBeLessThan(1e-5);
  });
});

describe('values by the table', () => {
  it.each<[string, TransformSpec, readonly number[], readonly number[]]>([
    [
      'a soft-tissue window',
      { kind: 'scale-intensity-range', aMin: -57, aMax: 164, bMin: 0, bMax: 1 },
      [0],
      [0.25791857],
    ],
    [
      'exact ends',
      { kind: 'scale-intensity-range', aMin: -175, aMax: 250, bMin: -1, bMax: 1 },
      [-175, 250],
      [-1, 1],
    ],
    ['no clip', { kind: 'scale-intensity-range', aMin: 0, aMax: 10, bMin: 0, bMax: 1 }, [-10, 20], [-1, 2]],
    [
      'clip',
      { kind: 'scale-intensity-range', aMin: 0, aMax: 10, bMin: 0, bMax: 1, clip: true },
      [-10, 20],
      [0, 1],
    ],
    ['no width', { kind: 'scale-intensity-range', aMin: 5, aMax: 5, bMin: 1, bMax: 2 }, [5, 8], [1, 4]],
    [
      'no width, so no clip',
      { kind: 'scale-intensity-range', aMin: 5, aMax: 5, bMin: 0, bMax: 1, clip: true },
      [4, 8],
      [-1, 3],
    ],
    [
      'one end only: no target, cut there',
      { kind: 'scale-intensity-range', aMin: 0, aMax: 10, bMin: 0.5, clip: true },
      [0, 20],
      [0.5, 2],
    ],
    ['no width, no target', { kind: 'scale-intensity-range', aMin: 5, aMax: 5 }, [5, 8], [0, 3]],
    ['whole range', { kind: 'scale-intensity' }, [2, 4, 6], [0, 0.5, 1]],
    ['one value only', { kind: 'scale-intensity', min: 3, max: 9 }, [2, 2], [6, 6]],
    ['by a factor', { kind: 'scale-intensity', factor: -0.5 }, [2, 4], [1, 2]],
    // the two examples of MONAI's docstring
    [
      'percentiles',
      { kind: 'scale-intensity-range-percentiles', lower: 10, upper: 90, bMin: 0, bMax: 200 },
      sixRows([1, 2, 3, 4, 5]),
      sixRows([0, 50, 100, 150, 200]),
    ],
    [
      'relative percentiles',
      { kind: 'scale-intensity-range-percentiles', lower: 10, upper: 90, bMin: 0, bMax: 200, relative: true },
      sixRows([1, 2, 3, 4, 5]),
      sixRows([20, 60, 100, 140, 180]),
    ],
    [
      'percentiles, no target',
      { kind: 'scale-intensity-range-percentiles', lower: 25, upper: 75 },
      [1, 2, 3, 4, 5],
      [-0.5, 0, 0.5, 1, 1.5],
    ],
    [
      'percentiles of one value, uncut',
      { kind: 'scale-intensity-range-percentiles', lower: 0, upper: 50, bMin: 0, bMax: 1, clip: true },
      [7, 7, 7, 9],
      [0, 0, 0, 2],
    ],
    ['above', { kind: 'threshold-intensity', threshold: 2 }, [1, 2, 3], [0, 0, 3]],
    [
      'below',
      { kind: 'threshold-intensity', threshold: 2, above: false, cval: -1.5 },
      [1, 2, 3],
      [1, -1.5, -1.5],
    ],
    ['population deviation', { kind: 'normalize-intensity' }, [1, 3], [-1, 1]],
    ['one value only', { kind: 'normalize-intensity' }, [7, 7], [0, 0]],
    ['zeros left out', { kind: 'normalize-intensity', nonzero: true }, [0, 1, 3, 0], [0, -1, 1, 0]],
    ['nothing but zeros', { kind: 'normalize-intensity', nonzero: true }, [0, 0], [0, 0]],
    ['given subtrahend 0', { kind: 'normalize-intensity', subtrahend: 0, divisor: 2 }, [0, 3], [0, 1.5]],
    ['given divisor 0', { kind: 'normalize-intensity', subtrahend: 1, divisor: 0 }, [1, 3], [0, 2]],
  ])('%s: %j takes %j to %j', (_, spec, values, expected) => {
    const { volume } = buildTransform(spec)(row(values));
    expect(volume.dtype).toBe('float32');
    expect([...volume.voxels]).toEqual(expected.map(Math.fround));
  });

  it.each<[string, TransformSpec, readonly number[], readonly number[]]>([
    ['one range', { kind: 'scale-intensity', channelWise: true }, [0, 2, 10, 20], [0, 1, 0, 1]],
    ['one only value', { kind: 'scale-intensity', channelWise: true, min: 2 }, [3, 3, 0, 1], [6, 6, 2, 1]],
    ['one growth', { kind: 'scale-intensity', factor: 1 }, [0, 2, 10, 20], [0, 4, 20, 40]],
    [
      'one pair of percentiles',
      {
        kind: 'scale-intensity-range-percentiles',
        lower: 0,
        upper: 100,
        bMin: 0,
        bMax: 1,
        channelWise: true,
      },
      [0, 2, 10, 20],
      [0, 1, 0, 1],
    ],
    [
      'one pair of percentiles for all',
      { kind: 'scale-intensity-range-percentiles', lower: 0, upper: 100, bMin: 0, bMax: 1 },
      [0, 5, 10, 20],
      [0, 0.25, 0.5, 1],
    ],
    [
      'one pair of numbers',
      { kind: 'normalize-intensity', channelWise: true, subtrahend: [1, 10], divisor: [2, 0] },
      [1, 3, 10, 20],
      [0, 1, 0, 10],
    ],
    [
      'the same pair',
      { kind: 'normalize-intensity', channelWise: true, subtrahend: 1, divisor: 2 },
      [1, 3, 5, 9],
      [0, 1, 2, 4],
    ],
  ])('channels have %s each: %j takes %j to %j', (_, spec, values, expected) => {
    const { volume } = buildTransform(spec)(row(values, 2));
    expect([...volume.voxels]).toEqual(expected);
    expect(volume.channels).toBe(2);
  });

  it.each<[TransformSpec, readonly number[], readonly number[]]>([
    [{ kind: 'threshold-intensity', threshold: 0 }, [NaN, Infinity, -Infinity], [0, Infinity, 0]],
    [{ kind: 'threshold-intensity', threshold: 0, above: false, cval: 5 }, [NaN, -Infinity], [5, -Infinity]],
    // 0.1 as float32 is above 0.1 as float64, but not above itself
    [{ kind: 'threshold-intensity', threshold: 0.1 }, [0.1, 0.2], [0, Math.fround(0.2)]],
    [
      { kind: 'scale-intensity-range-percentiles', lower: 0, upper: 100, bMin: 0, bMax: 1, clip: true },
      [1, NaN, 2],
      [NaN, NaN, NaN],
    ],
    [
      { kind: 'scale-intensity-range-percentiles', lower: 0, upper: 50, bMin: 0, bMax: 1, clip: true },
      [0, 1, Infinity],
      [0, 1, 1],
    ],
  ])('%j takes %j to %j', (spec, values, expected) => {
    const { size, affine } = row(values);
    const volume = makeVolume<'float32'>({ voxels: Float32Array.from(values), size, affine });
    expect([...buildTransform(spec)(volume).volume.voxels]).toEqual(expected);
    expect([...volume.voxels]).toEqual(values.map(Math.fround));
  });

  it.each<[TransformSpec, RegExp]>([
    [
      { kind: 'scale-intensity-range-percentiles', lower: -1, upper: 99 },
      /between 0 and 100, unlike -1 and 99/,
    ],
    [{ kind: 'scale-intensity-range-percentiles', lower: 1, upper: NaN }, /between 0 and 100/],
    [
      { kind: 'scale-intensity-range-percentiles', lower: 1, upper: 99, bMin: 0, relative: true },
      /need both of its ends/,
    ],
    [{ kind: 'normalize-intensity', subtrahend: [1, 2] }, /only where channelWise/],
  ])('%j is refused before any volume comes', (spec, message) => {
    expect(() => buildTransform(spec)).toThrow(RangeError);
    expect(() => buildTransform(spec)).toThrow(message);
  });

  it('numbers for two channels do not fit an image of one', () => {
    const transform = buildTransform({ kind: 'normalize-intensity', channelWise: true, divisor: [1, 2] });
    expect(() => transform(row([1, 2]))).toThrow(
      expect.objectContaining({ tag: 'UnfitImage', message: expect.stringContaining('2 channels') }),
    );
  });

  it('is a step that leaves the grid alone', () => {
    const volume = row([1, 2]);
    const step = buildTransform({ kind: 'scale-intensity' })(volume);
    expect(step.maps).toEqual([]);
    expect(step.volume.affine).toBe(volume.affine);
  });
});

const row = (values: readonly number[], channels = 1): Volume =>
  makeVolume({
    voxels: Int16Array.from(values),
    size: [values.length / channels, 1, 1],
    affine: IDENTITY_AFFINE,
    channels,
  });
