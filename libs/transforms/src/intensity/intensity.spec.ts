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
};

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
    ['no width, no target', { kind: 'scale-intensity-range', aMin: 5, aMax: 5 }, [5, 8], [0, 3]],
    ['whole range', { kind: 'scale-intensity' }, [2, 4, 6], [0, 0.5, 1]],
    ['one value only', { kind: 'scale-intensity', min: 3, max: 9 }, [2, 2], [6, 6]],
    ['by a factor', { kind: 'scale-intensity', factor: -0.5 }, [2, 4], [1, 2]],
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

  it('is a step that leaves the grid alone', () => {
    const volume = row([1, 2]);
    const step = buildTransform({ kind: 'scale-intensity' })(volume);
    expect(step.maps).toEqual([]);
    expect(step.volume.affine).toBe(volume.affine);
  });
});

const row = (values: readonly number[]): Volume =>
  makeVolume({ voxels: Int16Array.from(values), size: [values.length, 1, 1], affine: IDENTITY_AFFINE });
