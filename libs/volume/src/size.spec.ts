import { describe, expect, it } from '@jest/globals';
import { linearIndex, sameSize, voxelCount, type Size } from './size.js';

const SIZE: Size = [2, 3, 4];

describe('linearIndex', () => {
  it.each([
    [0, 0, 0, 0, 'the first voxel'],
    [1, 0, 0, 1, 'x is the fastest axis'],
    [0, 1, 0, 2, 'y steps over one row'],
    [0, 0, 1, 6, 'z steps over one slice'],
    [1, 2, 3, 23, 'the last voxel'],
  ])('(%i, %i, %i) lies at %i: %s', (x, y, z, at) => {
    expect(linearIndex(SIZE, x, y, z)).toBe(at);
  });

  it('numbers every voxel once', () => {
    const seen = new Set<number>();
    for (let z = 0; z < 4; z++) {
      for (let y = 0; y < 3; y++) for (let x = 0; x < 2; x++) seen.add(linearIndex(SIZE, x, y, z));
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: voxelCount(SIZE) }, (_, at) => at));
  });
});

describe('sameSize', () => {
  it.each<[Size, boolean, string]>([
    [[2, 3, 4], true, 'all axes agree'],
    [[9, 3, 4], false, 'x differs'],
    [[2, 9, 4], false, 'y differs'],
    [[2, 3, 9], false, 'z differs'],
    [[4, 3, 2], false, 'the same numbers on other axes'],
  ])('2 x 3 x 4 and %j: %s (%s)', (other, same) => {
    expect(sameSize(SIZE, other)).toBe(same);
  });
});
