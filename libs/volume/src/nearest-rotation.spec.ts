import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { affineFromColumns, determinant, multiplyAffines, spacingOf, type Affine } from './affine.js';
import { nearestRotation } from './nearest-rotation.js';
import { AXIS_ALIGNED_AFFINES, OBLIQUE_AFFINES, SHEARED_AFFINES, obliqueAffine } from './testing/index.js';

const rotationOf = (affine: Affine): readonly number[] => nearestRotation(affine, spacingOf(affine));

const asAffine = (m: readonly number[]): Affine => {
  const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN, g = NaN, h = NaN, i = NaN] = m;
  return [a, b, c, 0, d, e, f, 0, g, h, i, 0, 0, 0, 0, 1];
};

/** The largest difference of mᵀm from the identity. */
function unevenness(m: readonly number[]): number {
  const at = (row: number, column: number): number => m[3 * row + column] ?? NaN;
  const dot = (i: number, j: number): number =>
    at(0, i) * at(0, j) + at(1, i) * at(1, j) + at(2, i) * at(2, j);
  const axes = [0, 1, 2];
  return Math.max(...axes.flatMap((i) => axes.map((j) => Math.abs(dot(i, j) - (i === j ? 1 : 0)))));
}

const within = (a: readonly number[], b: readonly number[], tolerance: number): boolean =>
  a.length === b.length && a.every((value, at) => Math.abs(value - (b[at] ?? NaN)) <= tolerance);

describe('laws of the nearest rotation', () => {
  const angle = fc.double({ min: -3, max: 3, noNaN: true });
  const lean = fc.double({ min: -3, max: 3, noNaN: true });
  const mm = fc.double({ min: 0.05, max: 20, noNaN: true });
  const sheared = fc
    .tuple(fc.tuple(mm, mm, mm), fc.tuple(angle, angle, angle), fc.tuple(lean, lean, lean), fc.boolean())
    .map(
      ([spacing, turn, [a, b, c], mirror]) =>
      multiplyAffines(obliqueAffine(spacing, turn, [5, 6, 7]), [
        mirror ? -1 : 1, a, b, 0,
        0, 1, c, 0,
        0, 0, 1, 0,
        0, 0, 0, 1,
      ]), // prettier-ignore
    );

  it('its columns are orthogonal and of length one', () => {
    fc.assert(fc.property(sheared, (affine) => expect(unevenness(rotationOf(affine))).toBeLessThan(1e-12)));
  });

  it('it keeps the handedness of the grid', () => {
    fc.assert(
      fc.property(sheared, (affine) => {
        expect(determinant(asAffine(rotationOf(affine)))).toBeCloseTo(Math.sign(determinant(affine)), 10);
      }),
    );
  });

  it('what is orthogonal already stays as it is', () => {
    for (const affine of [...AXIS_ALIGNED_AFFINES, ...OBLIQUE_AFFINES]) {
      const [x, y, z] = spacingOf(affine);
      const directions = [0, 4, 8].flatMap((row) =>
        [x, y, z].map((mm, axis) => (affine[row + axis] ?? NaN) / mm),
      );
      expect(within(rotationOf(affine), directions, 1e-14)).toBe(true);
    }
  });

  it('no other turn by a small angle lies nearer to the directions', () => {
    for (const affine of SHEARED_AFFINES) {
      const [x, y, z] = spacingOf(affine);
      const best = asAffine(rotationOf(affine));
      const distance = (m: Affine): number =>
        Math.hypot(
          ...[0, 1, 2, 4, 5, 6, 8, 9, 10].map(
            (at) => (m[at] ?? NaN) - (affine[at] ?? NaN) / ([x, y, z][at % 4] ?? NaN),
          ),
        );
      for (const turn of [
        [0.01, 0, 0],
        [0, 0.01, 0],
        [0, 0, 0.01],
        [-0.01, 0, 0],
        [0, -0.01, 0],
        [0, 0, -0.01],
      ] as const) {
        expect(distance(multiplyAffines(obliqueAffine([1, 1, 1], turn, [0, 0, 0]), best))).toBeGreaterThan(
          distance(best),
        );
      }
    }
  });
});

describe('polar factors by singular values (numpy 2, P · Qᵀ)', () => {
  it.each<[string, Affine, readonly number[]]>([
    [
      'a gantry tilt',
      [0.9, 0, 0, -31, 0, 1.3, 0.8, 12, 0, 0, 2.7, 104, 0, 0, 0, 1],
      [1, 0, 0, 0, 0.98964592474, 0.143530288252, 0, -0.143530288252, 0.98964592474],
    ],
    [
      'a strong shear',
      [1, 0.95, 0.9, 0, 0, 0.3, 0.3, 0, 0, 0, 0.4, 0, 0, 0, 0, 1],
      [
        0.749233376178, 0.519836321233, 0.410389506625, -0.64629480404, 0.709271973185, 0.281489421338,
        -0.144749349884, -0.476133875272, 0.867377748462,
      ],
    ],
    [
      'left-handed, condition 38',
      [0.3, 0.1, 0.5, 0, 0.2, 0.6, -0.1, 0, 0.9, 0.8, 0.85, 0, 0, 0, 0, 1],
      [
        -0.417798474453, 0.1292637534, 0.899297123759, -0.230209523331, 0.942462833872, -0.242419846832,
        0.878890215051, 0.308309404377, 0.364001787166,
      ],
    ],
  ])('%s', (_, affine, expected) => {
    expect(within(rotationOf(affine), expected, 1e-11)).toBe(true);
  });

  it('settles for a grid that is nearly flat', () => {
    const flat = affineFromColumns(
      [
        [1, 0, 0],
        [1, 1e-6, 0],
        [0, 0, 1],
      ],
      [0, 0, 0],
    );
    expect(unevenness(rotationOf(flat))).toBeLessThan(1e-9);
  });
});
