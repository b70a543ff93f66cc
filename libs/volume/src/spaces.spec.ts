import { describe, expect, it } from '@jest/globals';
import { nearestVoxel, planePoint, voxelIndex, voxelPoint, worldPoint, type VoxelPoint } from './spaces.js';

describe('points of the four spaces', () => {
  it('are plain numbers in the order x, y, z', () => {
    expect(voxelIndex(1, 2, 3)).toEqual([1, 2, 3]);
    expect(voxelPoint(1.5, 2.5, 3.5)).toEqual([1.5, 2.5, 3.5]);
    expect(worldPoint(-1, 0.25, 9)).toEqual([-1, 0.25, 9]);
    expect(planePoint(4, 5)).toEqual([4, 5]);
  });

  it('do not stand for each other, save a voxel index for a voxel point', () => {
    const takesPoint = (point: VoxelPoint): number => point[0];
    expect(takesPoint(voxelIndex(7, 0, 0))).toBe(7);
    // @ts-expect-error a millimetre is no voxel
    expect(takesPoint(worldPoint(7, 0, 0))).toBe(7);
    // @ts-expect-error three bare numbers have no space
    expect(takesPoint([7, 0, 0])).toBe(7);
  });

  it.each([
    [0.5, 0, 0],
    [0, Number.NaN, 0],
    [0, 0, Number.POSITIVE_INFINITY],
  ])('(%d, %d, %d) is no voxel index', (x, y, z) => {
    expect(() => voxelIndex(x, y, z)).toThrow(RangeError);
  });
});

describe('nearestVoxel', () => {
  it.each([
    [0.49, 0, 'inside the voxel'],
    [0.5, 1, 'halfway goes up'],
    [-0.5, 0, 'halfway goes up below zero too, where Math.round would agree and truncation would not'],
    [-0.51, -1, 'below the first voxel'],
    [2.5, 3, 'halfway goes up at even numbers, where rounding half to even would not'],
  ])('%d -> %i: %s', (coordinate, nearest) => {
    expect(nearestVoxel(voxelPoint(coordinate, 0, 0))[0]).toBe(nearest);
    expect(nearestVoxel(voxelPoint(0, coordinate, 0))[1]).toBe(nearest);
    expect(nearestVoxel(voxelPoint(0, 0, coordinate))[2]).toBe(nearest);
  });
});
