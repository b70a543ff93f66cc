import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxSize } from '@aiaa/volume';
import { windowGrid, windowStarts } from './window-grid.js';

describe('windowStarts', () => {
  it.each([
    [200, 96, 0.25, [0, 72, 104], 'the last window is moved back'],
    [97, 96, 0.25, [0, 1], 'one voxel more than the window'],
    [96, 96, 0.25, [0], 'exactly one window'],
    [10, 4, 0.9, [0, 1, 2, 3, 4, 5, 6], 'the interval is at least one voxel'],
    [5, 8, 0.5, [-1], 'padded by 1 below and 2 above'],
    [1, 1, 0, [0], 'one voxel'],
  ])('%d voxels, window %d, overlap %d: %j, %s', (length, window, overlap, starts) => {
    expect(windowStarts(length, window, overlap)).toEqual(starts);
  });

  it('covers every voxel and never leaves an axis that is long enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 1, max: 80 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (length, window, overlap) => {
          const starts = windowStarts(length, window, overlap);
          for (let at = 0; at < length; at++) {
            expect(starts.some((start) => start <= at && at < start + window)).toBe(true);
          }
          if (length >= window) expect([starts[0], starts[starts.length - 1]]).toEqual([0, length - window]);
        },
      ),
    );
  });
});

describe('windowGrid', () => {
  it('takes the whole axis where the window is 0 or less', () => {
    expect(windowGrid([8, 5, 6], [5, -1, 0], 0.4).windowSize).toEqual([5, 5, 6]);
  });

  it('lists as many windows as it promises, all of one size, x first', () => {
    const grid = windowGrid([6, 4, 6], [4, 4, 4], 0.5);
    const windows = [...grid.windows()];
    expect(windows.map(({ min }) => [...min])).toEqual([
      [0, 0, 0],
      [2, 0, 0],
      [0, 0, 2],
      [2, 0, 2],
    ]);
    expect(windows).toHaveLength(grid.total);
    expect(windows.map(boxSize)).toEqual(windows.map(() => [4, 4, 4]));
  });

  it('makes windows one at a time, so that a huge grid costs nothing until it is run', () => {
    const grid = windowGrid([1000, 1000, 1000], [2, 2, 2], 0.5);
    expect(grid.total).toBe(999 ** 3);
    expect(grid.windows().next().value).toEqual({ min: [0, 0, 0], max: [2, 2, 2] });
  });
});
