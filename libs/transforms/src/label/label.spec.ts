import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  linearIndex,
  makeLabelMap,
  makeVolume,
  type LabelMap,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { PHANTOM_SIZE, chiralMask } from '@aiaa/volume/testing';
import { fromGolden, goldenCases, goldenInput } from '../fixtures/golden.js';
import { activate } from './activate.js';
import { boundingBox } from './bounding-box.js';
import { discretise } from './discretise.js';
import { extremePoints } from './extreme-points.js';
import { resizeLabels } from './resize-labels.js';

describe('agreement with MONAI 1.5', () => {
  const [softmax] = goldenCases('monai-labels', 'post-softmax');
  const [argMax] = goldenCases('monai-labels', 'post-argmax');
  const scores = goldenInput(softmax.in, 400);

  it('of softmax', () => {
    const expected = fromGolden(softmax.out).voxels;
    const { voxels } = activate(scores, 'softmax');
    expect(Math.max(...voxels.map((value, at) => Math.abs(value - expected[at])))).toBeLessThan(1e-6);
  });

  it('of the arg-max, with and without softmax', () => {
    const expected = [...fromGolden(argMax.out).voxels];
    expect([...discretise({ volume: scores, decide: { kind: 'arg-max' } }).voxels]).toEqual(expected);
    const probabilities = activate(scores, 'softmax');
    expect([...discretise({ volume: probabilities, decide: { kind: 'arg-max' } }).voxels]).toEqual(expected);
  });

  it('of a threshold, channel by channel', () => {
    const [{ out }] = goldenCases('monai-labels', 'post-threshold');
    const one = makeVolume<'float32'>({
      voxels: scores.voxels,
      size: [scores.voxels.length, 1, 1],
      affine: IDENTITY_AFFINE,
    });
    expect([...discretise({ volume: one, decide: { kind: 'threshold', at: 0.5 } }).voxels]).toEqual([
      ...fromGolden(out).voxels,
    ]);
  });
});

describe('activate', () => {
  it('stays finite for scores whose exponential overflows', () => {
    expect([...activate(twoClasses([1000, -1000], [999, -1000]), 'softmax').voxels]).toEqual(
      [0.7310585786300049, 0.5, 0.2689414213699951, 0.5].map(Math.fround),
    );
    expect([...activate(twoClasses([1000], [-1000]), 'sigmoid').voxels]).toEqual([1, 0]);
  });
});

describe('discretise', () => {
  it.each([
    ['the higher class', [1], [2], 1],
    ['the lower class on a tie', [2], [2], 0],
    ['the lower class when neither is a number', [NaN], [NaN], 0],
  ])('gives %s', (_, a, b, label) => {
    expect([...discretise({ volume: twoClasses(a, b), decide: { kind: 'arg-max' } }).voxels]).toEqual([
      label,
    ]);
  });

  it('counts the threshold itself as foreground', () => {
    const volume = makeVolume<'float32'>({ voxels: Float32Array.from([0.49, 0.5, 0.51, NaN]), size: [4, 1, 1], affine: IDENTITY_AFFINE }); // prettier-ignore
    expect([...discretise({ volume, decide: { kind: 'threshold', at: 0.5 } }).voxels]).toEqual([0, 1, 1, 0]);
  });
});

describe('resizeLabels', () => {
  it("copies by MONAI's floor, in float32: of 2 voxels over 82, index 41 still copies the first", () => {
    const resized = resizeLabels(labels([2, 1, 1], [1, 2]), { size: [82, 1, 1], affine: IDENTITY_AFFINE });
    expect([resized.voxels[40], resized.voxels[41], resized.voxels[42]]).toEqual([1, 1, 2]);
  });

  it('lies exactly on the grid it is given, every axis by itself', () => {
    const to = { size: [4, 1, 2] as const, affine: IDENTITY_AFFINE };
    const resized = resizeLabels(labels([2, 2, 1], [1, 2, 3, 4]), to);
    expect([...resized.voxels]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
    expect([resized.size, resized.affine]).toEqual([to.size, to.affine]);
  });
});

describe('extremePoints', () => {
  it('are where the letter F begins and ends, the first in scan order', () => {
    // its stem stands at x = 3 from y = 2 to 8; its top bar ends at x = 7; slices 2 to 4
    expect(extremePoints(chiralMask())).toEqual([[3, 2, 2], [7, 2, 2], [3, 2, 2], [3, 8, 2], [3, 2, 2], [3, 2, 4]]); // prettier-ignore
  });

  it('of one voxel are that voxel, six times', () => {
    const voxels = new Uint16Array(27);
    voxels[linearIndex([3, 3, 3], 2, 0, 1)] = 300;
    expect(extremePoints(makeLabelMap({ size: [3, 3, 3], affine: IDENTITY_AFFINE }, voxels))).toEqual(
      new Array(6).fill([2, 0, 1]),
    );
  });

  it('of an empty map are none', () => {
    expect(extremePoints(labels([2, 2, 1], [0, 0, 0, 0]))).toEqual([]);
  });

  it('lie on the mask and on the faces of its box', () => {
    const mask = chiralMask();
    const { min, max } = boundingBox(mask);
    const points = extremePoints(mask);
    points.forEach((point, at) => {
      const axis = at >> 1;
      expect(point[axis]).toBe(at % 2 === 0 ? min[axis] : (max[axis] ?? NaN) - 1);
      expect(mask.voxels[linearIndex(PHANTOM_SIZE, point[0], point[1], point[2])]).toBe(1);
    });
    expect(points).toHaveLength(6);
  });
});

describe('boundingBox', () => {
  it('holds what is above 0 in any channel', () => {
    const voxels = Float32Array.from([0, 1, -5, 0, 0, 0, 0, NaN, 0, 0, 0, 3]);
    const volume = makeVolume({ voxels, size: [2, 3, 1], channels: 2, affine: IDENTITY_AFFINE });
    expect(boundingBox(volume)).toEqual({ min: [1, 0, 0], max: [2, 3, 1] });
  });
});

const labels = (size: Size, values: readonly number[]): LabelMap =>
  makeLabelMap({ size, affine: IDENTITY_AFFINE }, Uint8Array.from(values));

function twoClasses(a: readonly number[], b: readonly number[]): Volume<'float32'> {
  const voxels = Float32Array.from([...a, ...b]);
  return makeVolume<'float32'>({ voxels, size: [a.length, 1, 1], channels: 2, affine: IDENTITY_AFFINE });
}
