import { describe, expect, it } from '@jest/globals';
import {
  IDENTITY_AFFINE,
  boxOfSize,
  linearIndex,
  makeLabelMap,
  makeVolume,
  voxelCount,
  voxelIndex,
  type Box,
  type LabelMap,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { PHANTOM_SIZE, chiralMask } from '@aiaa/volume/testing';
import fc from 'fast-check';
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

describe('extremePoints, passing by background four bytes at a time', () => {
  const slowly = (map: LabelMap, { min, max }: Box): number[][] => {
    const inside = [...map.voxels.keys()]
      .filter((at) => map.voxels[at] !== 0)
      .map((at) => [at % map.size[0], Math.floor(at / map.size[0]) % map.size[1], Math.floor(at / map.size[0] / map.size[1])])
      .filter((voxel) => voxel.every((n, axis) => n >= min[axis] && n < max[axis]));
    const first = (axis: number, sign: number) =>
      inside.reduce((best, voxel) => (sign * voxel[axis] > sign * best[axis] ? voxel : best));
    if (inside.length === 0) return [];
    return [0, 1, 2].flatMap((axis) => [first(axis, -1), first(axis, 1)]);
  }; // prettier-ignore

  it('finds what a search voxel by voxel finds: any size, any dtype, anywhere in its memory, in any box', () => {
    const length = fc.integer({ min: 1, max: 11 });
    const any = fc.record({
      size: fc.tuple(length, length, length),
      labelled: fc.array(fc.nat(1330), { maxLength: 4 }),
      label: fc.constantFrom(1, 128, 255, 256, 32_768),
      lead: fc.integer({ min: 0, max: 5 }),
      cut: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)),
    });
    const check = fc.property(any, ({ size, labelled, label, lead, cut }) => {
      const memory = label > 255 ? new Uint16Array(1400) : new Uint8Array(1400);
      memory.fill(label);
      const voxels = memory.subarray(lead, lead + voxelCount(size)).fill(0);
      for (const at of labelled) voxels[at % voxels.length] = label;
      const map = makeLabelMap({ size, affine: IDENTITY_AFFINE }, voxels);
      const start = (axis: 0 | 1 | 2) => Math.min(cut[axis], size[axis]);
      const end = (axis: 0 | 1 | 2) => Math.max(size[axis] - cut[axis + 3], start(axis));
      const box = {
        min: voxelIndex(start(0), start(1), start(2)),
        max: voxelIndex(end(0), end(1), end(2)),
      };
      expect(extremePoints(map, box)).toEqual(slowly(map, box));
      expect(extremePoints(map)).toEqual(slowly(map, boxOfSize(size)));
    });
    fc.assert(check, { numRuns: 500, seed: 1 });
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
