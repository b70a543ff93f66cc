import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxOfSize, boxSize, intersectBoxes, isEmptyBox, type Box } from './box.js';
import { voxelIndex } from './spaces.js';

type Corner = readonly [number, number, number];
const box = (min: Corner, max: Corner): Box => ({ min: voxelIndex(...min), max: voxelIndex(...max) });

const edge = fc.integer({ min: -4, max: 6 });
const corner = fc.tuple(edge, edge, edge);
const anyBox = fc.tuple(corner, corner).map(([min, max]) => box(min, max));
const holds = ({ min, max }: Box, p: Corner): boolean =>
  ([0, 1, 2] as const).every((axis) => p[axis] >= min[axis] && p[axis] < max[axis]);

describe('a half-open box', () => {
  it('of a size holds its first and its last voxel and nothing after', () => {
    const whole = boxOfSize([2, 3, 4]);
    expect([holds(whole, [0, 0, 0]), holds(whole, [1, 2, 3]), holds(whole, [2, 2, 3])]).toEqual([
      true,
      true,
      false,
    ]);
    expect(boxSize(whole)).toEqual([2, 3, 4]);
  });

  it.each<[string, Box, readonly number[], boolean]>([
    ['one voxel', box([3, 3, 3], [4, 4, 4]), [1, 1, 1], false],
    ['no thickness', box([0, 0, 2], [5, 5, 2]), [5, 5, 0], true],
    ['ends before it starts', box([4, 0, 0], [1, 5, 5]), [0, 5, 5], true],
  ])('%s has a size, and knows whether it is empty', (_, given, size, empty) => {
    expect(boxSize(given)).toEqual(size);
    expect(isEmptyBox(given)).toBe(empty);
  });
});

describe('intersectBoxes', () => {
  it('holds a voxel exactly when both boxes do', () => {
    fc.assert(
      fc.property(anyBox, anyBox, corner, (a, b, p) => {
        expect(holds(intersectBoxes(a, b), p)).toBe(holds(a, p) && holds(b, p));
      }),
    );
  });

  it('never ends before it starts', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        const { min, max } = intersectBoxes(a, b);
        expect(([0, 1, 2] as const).every((axis) => max[axis] >= min[axis])).toBe(true);
      }),
    );
  });

  it('of boxes side by side is empty', () => {
    expect(isEmptyBox(intersectBoxes(box([0, 0, 0], [2, 2, 2]), box([2, 0, 0], [4, 2, 2])))).toBe(true);
  });
});
