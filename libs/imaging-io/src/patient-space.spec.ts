import { describe, expect, it } from '@jest/globals';
import { sameAffine, voxelToWorld, worldPoint, worldToVoxel, type Affine } from '@aiaa/volume';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES } from '@aiaa/volume/testing';
import { ITK_SPACE, findSpace, spaceName, turnBetweenRasAnd, type PatientSpace } from './patient-space.js';

const AFFINES = [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES, ...SHEARED_AFFINES];

/** Where a point 1 mm to the right, 2 to the front and 3 up is, in the numbers of each space. */
const SAME_POINT: readonly (readonly [PatientSpace, readonly [number, number, number]])[] = [
  ['RAS', [1, 2, 3]],
  ['LAS', [-1, 2, 3]],
  ['LPS', [-1, -2, 3]],
];

describe.each(SAME_POINT)('%s', (space, [x, y, z]) => {
  it('is turned so that every voxel stays where it is', () => {
    for (const affine of AFFINES) {
      const voxel = worldToVoxel(affine, worldPoint(x, y, z));
      const [right, front, up] = voxelToWorld(turnBetweenRasAnd(space, affine), voxel);
      expect([right, front, up].map((mm) => Math.round(mm * 1e9) / 1e9)).toEqual([1, 2, 3]);
    }
  });

  it('turned twice is as it was, number by number', () => {
    for (const affine of AFFINES) {
      expect(sameAffine(turnBetweenRasAnd(space, turnBetweenRasAnd(space, affine)), affine)).toBe(true);
    }
  });

  it('gives no -0, which would differ from 0 in a comparison', () => {
    const turned: Affine = turnBetweenRasAnd(space, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
    expect(turned.some((value) => Object.is(value, -0))).toBe(false);
  });

  it('is found by its name and by its letters, in any case', () => {
    const name = spaceName(space);
    const names = [space, space.toLowerCase(), name, name.toUpperCase()];
    expect(names.map(findSpace)).toEqual([space, space, space, space]);
  });
});

it('ITK has x to the left and y to the back', () => {
  expect(ITK_SPACE).toBe('LPS');
});

it.each(['', 'RA', 'RASX', 'scanner-xyz', '3D-right-handed', 'right-anterior', 'constructor'])(
  '"%s" is none of the spaces',
  (name) => {
    expect(findSpace(name)).toBeUndefined();
  },
);
