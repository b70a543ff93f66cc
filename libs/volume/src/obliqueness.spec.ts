import { describe, expect, it } from '@jest/globals';
import { multiplyAffines, type Affine } from './affine.js';
import { obliquenessOf } from './obliqueness.js';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES } from './testing/affines.js';
import { obliqueAffine } from './testing/chiral-phantom.js';

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

describe('how far a grid leans', () => {
  it('is nothing in each of the 48 grids along the axes', () => {
    for (const affine of AXIS_ALIGNED_AFFINES)
      expect(obliquenessOf(affine)).toEqual({ obliqueDegrees: 0, shearDegrees: 0 });
  });

  it.each([0.001, 1, 18.98, 44])('is the angle of a turn about one axis: %d degrees', (degrees) => {
    for (const angles of [
      [radians(degrees), 0, 0],
      [0, radians(-degrees), 0],
      [0, 0, radians(degrees)],
    ] as const) {
      const { obliqueDegrees, shearDegrees } = obliquenessOf(
        obliqueAffine([0.9, 1.3, 2.7], angles, [0, 0, 0]),
      );
      expect(obliqueDegrees).toBeCloseTo(degrees, 10);
      expect(shearDegrees).toBeCloseTo(0, 10);
    }
  });

  it.each([
    ['a gantry tilt', SHEARED_AFFINES[0], (Math.atan(0.8 / 2.7) * 180) / Math.PI],
    ['a turned grid', OBLIQUE_AFFINES[0], 0],
    ['a turned grid, mirrored', OBLIQUE_AFFINES[1], 0],
  ])('%s is sheared by so much', (_what, affine, degrees) => {
    expect(obliquenessOf(affine).shearDegrees).toBeCloseTo(degrees, 10);
  });

  it('is a tilt as seen from the world and from the other axes alike, when only one axis leans', () => {
    const { obliqueDegrees, shearDegrees } = obliquenessOf(SHEARED_AFFINES[0]);
    expect(obliqueDegrees).toBeCloseTo(shearDegrees, 10);
  });

  it('does not change when an axis is mirrored, nor with the voxels it is counted in', () => {
    const mirror: Affine = [-1, 0, 0, 4, 0, 1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1];
    for (const affine of [...OBLIQUE_AFFINES, ...SHEARED_AFFINES]) {
      const before = obliquenessOf(affine);
      const after = obliquenessOf(multiplyAffines(affine, mirror));
      expect(after.obliqueDegrees).toBeCloseTo(before.obliqueDegrees, 10);
      expect(after.shearDegrees).toBeCloseTo(before.shearDegrees, 10);
    }
  });
});
