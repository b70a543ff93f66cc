import { IDENTITY_AFFINE, makeLabelMap, planePoint, type Grid, type LabelMap } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { organPlane, randomPlane } from './fixtures/random-plane.js';
import { randomSequence } from './fixtures/random-sequence.js';
import { maskToPolygons } from './mask-to-polygons.js';
import { polygonsToMask } from './polygons-to-mask.js';

const gridOf = (width: number, height: number, depth: number): Grid => ({
  size: [width, height, depth],
  affine: IDENTITY_AFFINE,
});

const foreground = (mask: LabelMap): Uint8Array => Uint8Array.from(mask.voxels, (label) => (label ? 1 : 0));

const masks = fc
  .record({
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
    depth: fc.nat({ max: 3 }),
  })
  .chain(({ width, height, depth }) =>
    fc
      .uint8Array({ minLength: width * height * depth, maxLength: width * height * depth, max: 2 })
      .map((labels) => makeLabelMap(gridOf(width, height, depth), labels)),
  );

describe('polygonsToMask', () => {
  it('gives back every mask that was traced whole', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        expect(polygonsToMask(maskToPolygons(mask), mask).voxels).toEqual(foreground(mask));
      }),
      { numRuns: 3_000, seed: 6 },
    );
  });

  it.each([
    ['noise', randomPlane],
    ['lakes and islands', organPlane],
  ])('gives back larger masks of %s', (_, make) => {
    const random = randomSequence(11);
    for (let n = 0; n < 200; n++) {
      const { width, height, values } = make(random, 60);
      const mask = makeLabelMap(gridOf(width, height, 1), values);
      expect(polygonsToMask(maskToPolygons(mask), mask).voxels).toEqual(foreground(mask));
    }
  });

  it('gives back one label of many', () => {
    const labels = Uint8Array.of(1, 1, 1, 1, 2, 1, 1, 1, 1);
    const mask = makeLabelMap(gridOf(3, 3, 1), labels);
    const voxels = (label: number) => [...polygonsToMask(maskToPolygons(mask, { label }), mask).voxels];
    expect(voxels(1)).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(voxels(2)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('lies on the grid that it is given', () => {
    const grid: Grid = { size: [2, 2, 1], affine: [0, -2, 0, 9, 3, 0, 0, 1, 0, 0, -4, 7, 0, 0, 0, 1] };
    expect(polygonsToMask([[[planePoint(1, 0)]]], grid)).toMatchObject({ ...grid, dtype: 'uint8' });
  });

  it.each([0, 1, 3])('refuses lists of %i slices for an image of two', (slices) => {
    const polygons = Array.from({ length: slices }, () => []);
    expect(() => polygonsToMask(polygons, gridOf(4, 4, 2))).toThrow(
      new RangeError(`There are polygons of ${slices} slices; the image has 2.`),
    );
  });
});
