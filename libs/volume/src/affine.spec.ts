import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  IDENTITY_AFFINE,
  affineColumn,
  affineFromColumns,
  assertInvertible,
  determinant,
  invertAffine,
  multiplyAffines,
  originOf,
  sameAffine,
  spacingOf,
  voxelToVoxel,
  voxelToWorld,
  withOrigin,
  worldToVoxel,
  type Affine,
  type Vector3,
} from './affine.js';
import { MalformedImage } from './errors/malformed-image.js';
import { voxelPoint, worldPoint } from './spaces.js';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES, obliqueAffine } from './testing/index.js';

const coordinate = fc.double({ min: -200, max: 200, noNaN: true });
const angle = fc.double({ min: -3, max: 3, noNaN: true });
const spacing = fc.double({ min: 0.2, max: 5, noNaN: true });
const lean = fc.double({ min: -0.5, max: 0.5, noNaN: true });
const point = fc.tuple(coordinate, coordinate, coordinate);

/** Turned, stretched, sheared and shifted: nothing special about it. */
const anyAffine: fc.Arbitrary<Affine> = fc
  .tuple(
    fc.tuple(spacing, spacing, spacing),
    fc.tuple(angle, angle, angle),
    point,
    fc.tuple(lean, lean, lean),
  )
  .map(([mm, turn, origin, [a, b, c]]) =>
    multiplyAffines(obliqueAffine(mm, turn, origin), [1, a, b, 0, 0, 1, c, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
  );

const expectNear = (actual: readonly number[], expected: readonly number[], tolerance = 1e-8): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, at) =>
    expect(Math.abs(value - (expected[at] ?? NaN))).toBeLessThanOrEqual(tolerance),
  );
};

describe('laws of every affine', () => {
  it('there and back: worldToVoxel undoes voxelToWorld', () => {
    fc.assert(
      fc.property(anyAffine, point, (affine, p) => {
        expectNear(worldToVoxel(affine, voxelToWorld(affine, voxelPoint(...p))), p);
      }),
    );
  });

  it('and the other way: voxelToWorld undoes worldToVoxel', () => {
    fc.assert(
      fc.property(anyAffine, point, (affine, p) => {
        expectNear(voxelToWorld(affine, worldToVoxel(affine, worldPoint(...p))), p);
      }),
    );
  });

  it('a step of one voxel along an axis is that column', () => {
    fc.assert(
      fc.property(anyAffine, (affine) => {
        const origin = voxelToWorld(affine, voxelPoint(0, 0, 0));
        expectNear(origin, affineColumn(affine, 3), 0);
        expectNear(originOf(affine), origin, 0);
        for (const axis of [0, 1, 2] as const) {
          const [x, y, z] = [0, 1, 2].map((other) => (other === axis ? 1 : 0)) as [number, number, number];
          const step = voxelToWorld(affine, voxelPoint(x, y, z)).map(
            (value, at) => value - (origin[at] ?? NaN),
          );
          expectNear(step, affineColumn(affine, axis));
        }
      }),
    );
  });

  it('columns and origin make the affine again', () => {
    fc.assert(
      fc.property(anyAffine, (affine) => {
        const columns = [affineColumn(affine, 0), affineColumn(affine, 1), affineColumn(affine, 2)] as const;
        expect(affineFromColumns(columns, affineColumn(affine, 3))).toEqual(affine);
      }),
    );
  });

  it('multiplying is doing one after the other', () => {
    fc.assert(
      fc.property(anyAffine, anyAffine, point, (a, b, p) => {
        const inTurn = voxelToVoxel(a, voxelToVoxel(b, voxelPoint(...p)));
        expectNear(voxelToVoxel(multiplyAffines(a, b), voxelPoint(...p)), inTurn, 1e-7);
      }),
    );
  });

  it('multiplying is associative, and the identity changes nothing', () => {
    fc.assert(
      fc.property(anyAffine, anyAffine, anyAffine, (a, b, c) => {
        const left = multiplyAffines(multiplyAffines(a, b), c);
        expectNear(left, multiplyAffines(a, multiplyAffines(b, c)), 1e-7);
        expect(multiplyAffines(a, IDENTITY_AFFINE)).toEqual(a);
        expect(multiplyAffines(IDENTITY_AFFINE, a)).toEqual(a);
      }),
    );
  });

  it('an affine times its inverse is the identity, on both sides', () => {
    fc.assert(
      fc.property(anyAffine, (affine) => {
        expectNear(multiplyAffines(affine, invertAffine(affine)), IDENTITY_AFFINE);
        expectNear(multiplyAffines(invertAffine(affine), affine), IDENTITY_AFFINE);
      }),
    );
  });

  it('the determinant of a product is the product of determinants', () => {
    fc.assert(
      fc.property(anyAffine, anyAffine, (a, b) => {
        expectNear([determinant(multiplyAffines(a, b))], [determinant(a) * determinant(b)], 1e-6);
      }),
    );
  });

  it('shear keeps the volume of a voxel, and a mirror turns its sign', () => {
    const [oblique, mirrored] = OBLIQUE_AFFINES;
    const [, sheared] = SHEARED_AFFINES;
    expect([oblique, mirrored, sheared].map((affine) => affine && determinant(affine))).toEqual([
      expect.closeTo(0.9 * 1.3 * 2.7, 10),
      expect.closeTo(-0.9 * 1.3 * 2.7, 10),
      expect.closeTo(0.9 * 1.3 * 2.7, 10),
    ]);
  });
});

describe('numbers of one patient', () => {
  // Spacing 2 x 1 x 3 mm; x runs to the front, y to the left, z to the feet.
  const affine: Affine = [0, -2, 0, 10, 1, 0, 0, -5, 0, 0, -3, 7, 0, 0, 0, 1];

  it('goes from voxel to world', () => {
    expect(voxelToWorld(affine, voxelPoint(1, 2, 3))).toEqual([6, -4, -2]);
  });

  it('goes from world to voxel', () => {
    expectNear(worldToVoxel(affine, worldPoint(6, -4, -2)), [1, 2, 3], 1e-12);
  });

  it('has spacing along voxel axes and a left-handed voxel of -6 mm³', () => {
    expect(spacingOf(affine)).toEqual([1, 2, 3]);
    expect(determinant(affine)).toBe(-6);
  });

  it('moves to another origin without turning', () => {
    expect(withOrigin(affine, [1, 2, 3])).toEqual([0, -2, 0, 1, 1, 0, 0, 2, 0, 0, -3, 3, 0, 0, 0, 1]);
  });
});

describe('spacingOf', () => {
  it.each([...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES])(
    'reads 0.9 x 1.3 x 2.7 mm however the grid lies',
    (...rows) => {
      expectNear(spacingOf(rows), [0.9, 1.3, 2.7], 1e-12);
    },
  );
});

describe('sameAffine', () => {
  const moved: Affine = [1, 0, 0, 0.001, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

  it('is exact unless told otherwise', () => {
    expect(sameAffine(IDENTITY_AFFINE, IDENTITY_AFFINE)).toBe(true);
    expect(sameAffine(IDENTITY_AFFINE, moved)).toBe(false);
    expect(sameAffine(IDENTITY_AFFINE, moved, 0.001)).toBe(true);
    expect(sameAffine(IDENTITY_AFFINE, moved, 0.0009)).toBe(false);
  });

  it('holds NaN to be the same as nothing', () => {
    const hollow: Affine = [NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
    expect(sameAffine(hollow, hollow, 1)).toBe(false);
  });
});

describe('what is no affine of a grid', () => {
  const columns = (x: Vector3, y: Vector3, z: Vector3): Affine => affineFromColumns([x, y, z], [0, 0, 0]);

  it.each<[string, Affine]>([
    ['a NaN', columns([NaN, 0, 0], [0, 1, 0], [0, 0, 1])],
    ['an infinite origin', withOrigin(IDENTITY_AFFINE, [0, Infinity, 0])],
    ['an axis without length', columns([1, 0, 0], [0, 0, 0], [0, 0, 1])],
    ['two parallel axes', columns([1, 0, 0], [2, 0, 0], [0, 0, 1])],
    ['three axes in one plane', columns([1, 0, 0], [0, 1, 0], [1, 1, 0])],
    ['nothing but zeros', columns([0, 0, 0], [0, 0, 0], [0, 0, 0])],
    ['lengths that overflow', columns([1e150, 0, 0], [0, 1e150, 0], [0, 0, 1e150])],
    ['a length whose inverse overflows', columns([5e-324, 0, 0], [0, 1, 0], [0, 0, 1])],
    [
      'an origin too many voxels away',
      withOrigin(columns([1e-200, 0, 0], [0, 1, 0], [0, 0, 1]), [1e200, 0, 0]),
    ],
  ])('%s is refused', (_, affine) => {
    expect(() => assertInvertible(affine)).toThrow(MalformedImage);
    expect(() => invertAffine(affine)).toThrow(MalformedImage);
    expect(() => worldToVoxel(affine, worldPoint(0, 0, 0))).toThrow(MalformedImage);
  });

  it('tells the spacing it saw', () => {
    const flat = columns([1, 0, 0], [0, 0.5, 0], [0, 0, 0]);
    expect(() => assertInvertible(flat)).toThrow('1 x 0.5 x 0 mm');
  });

  it('a grid of micrometres is none of them', () => {
    const fine = columns([1e-3, 0, 0], [0, 1e-3, 0], [0, 0, 1e-3]);
    expect(determinant(fine)).toBeCloseTo(1e-9, 15);
    expect(() => assertInvertible(fine)).not.toThrow();
  });
});
