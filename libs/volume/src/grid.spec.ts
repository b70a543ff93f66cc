import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, withOrigin } from './affine.js';
import { sameGrid, type Grid } from './grid.js';
import { OBLIQUE_AFFINE } from './testing/index.js';

const GRID: Grid = { size: [4, 5, 6], affine: IDENTITY_AFFINE };

describe('sameGrid', () => {
  it.each<[string, Grid, number, boolean]>([
    ['the same numbers', { size: [4, 5, 6], affine: [...IDENTITY_AFFINE] }, 0, true],
    ['another size', { ...GRID, size: [4, 5, 7] }, 1, false],
    ['turned', { ...GRID, affine: OBLIQUE_AFFINE }, 0.5, false],
    ['a hair aside, told exact', { ...GRID, affine: withOrigin(IDENTITY_AFFINE, [0, 0, 1e-4]) }, 0, false],
    [
      'a hair aside, told 0.001 mm',
      { ...GRID, affine: withOrigin(IDENTITY_AFFINE, [0, 0, 1e-4]) },
      1e-3,
      true,
    ],
  ])('%s', (_, other, tolerance, same) => {
    expect(sameGrid(GRID, other, tolerance)).toBe(same);
    expect(sameGrid(other, GRID, tolerance)).toBe(same);
  });
});
