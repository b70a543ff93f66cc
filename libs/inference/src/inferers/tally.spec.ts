import { describe, expect, it } from '@jest/globals';
import { voxelCount, type Size } from '@aiaa/volume';
import { evenTally, weightedTally } from './tally.js';
import { windowGrid } from './window-grid.js';

describe('a tally', () => {
  it.each([
    ['windows that overlap', [7, 5, 9], [4, 3, 4], 0.5],
    ['windows that only touch', [8, 6, 4], [4, 3, 2], 0],
    ['windows that stick out', [3, 2, 9], [5, 4, 4], 0.25],
    ['one window', [3, 4, 5], [0, 0, 0], 0.25],
  ] as [string, Size, Size, number][])(
    'counts evenly what weights of 1 count: %s',
    (_what, size, roi, overlap) => {
      const grid = windowGrid(size, roi, overlap);
      const count = voxelCount(size);
      const ones = new Float32Array(voxelCount(grid.windowSize)).fill(1);
      const tallies = [evenTally(size), weightedTally(size, ones, new Float32Array(count))];
      const [even, weighted] = tallies.map((tally) => {
        for (const window of grid.windows()) tally.add(window);
        const sums = Float32Array.from({ length: count }, (_, at) => at + 1);
        tally.divide(sums);
        return sums;
      });
      expect(even).toEqual(weighted);
    },
  );
});
