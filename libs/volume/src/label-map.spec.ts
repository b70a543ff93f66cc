import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE } from './affine.js';
import { BrokenInvariant } from './errors/broken-invariant.js';
import type { Grid } from './grid.js';
import { allocateLabels, countLabels, labelDtype, labelMapOf, makeLabelMap } from './label-map.js';
import { makeVolume } from './volume.js';

const GRID: Grid = { size: [3, 2, 1], affine: IDENTITY_AFFINE };

describe('labelDtype', () => {
  it.each([
    [0, 'uint8'],
    [1, 'uint8'],
    [255, 'uint8'],
    [256, 'uint16'],
    [65_535, 'uint16'],
  ] as const)('labels up to %i fit %s', (highest, dtype) => {
    expect(labelDtype(highest)).toBe(dtype);
    expect(makeLabelMap(GRID, allocateLabels(GRID, highest)).dtype).toBe(dtype);
  });

  it('refuses a label that no map holds', () => {
    expect(() => labelDtype(65_536)).toThrow(BrokenInvariant);
  });
});

describe('makeLabelMap', () => {
  it('lies on its grid with one channel', () => {
    const map = makeLabelMap(GRID, Uint8Array.from([0, 1, 2, 0, 1, 2]));
    expect(map).toMatchObject({ size: GRID.size, affine: GRID.affine, channels: 1, dtype: 'uint8' });
  });

  it('refuses labels that do not fill the grid', () => {
    expect(() => makeLabelMap(GRID, new Uint8Array(5))).toThrow(BrokenInvariant);
  });
});

describe('countLabels', () => {
  it('counts background and every label, also those above 255', () => {
    const counts = countLabels(makeLabelMap(GRID, Uint16Array.from([0, 1, 1, 65_535, 300, 300])));
    expect([counts[0], counts[1], counts[2], counts[300], counts[65_535]]).toEqual([1, 2, 0, 2, 1]);
  });

  it('has a row for each value of its dtype', () => {
    expect(countLabels(makeLabelMap(GRID, new Uint8Array(6)))).toHaveLength(256);
    expect(countLabels(makeLabelMap(GRID, new Uint8Array(6)))[0]).toBe(6);
  });
});

describe('labelMapOf', () => {
  it.each([new Uint8Array([0, 1]), new Uint16Array([0, 300])])('takes labels as they are: %p', (voxels) => {
    const volume = makeVolume({ voxels, size: [2, 1, 1], affine: IDENTITY_AFFINE });
    expect(labelMapOf(volume)).toEqual(volume);
  });

  it.each([new Int8Array(2), new Int16Array(2), new Float32Array(2)])(
    'refuses any other type: %p',
    (voxels) => {
      const volume = makeVolume({ voxels, size: [2, 1, 1], affine: IDENTITY_AFFINE });
      expect(() => labelMapOf(volume)).toThrow(expect.objectContaining({ tag: 'UnfitImage' }));
    },
  );
});
