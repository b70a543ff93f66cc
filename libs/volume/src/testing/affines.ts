import { affineColumn, affineFromColumns, multiplyAffines, type Affine, type Vector3 } from '../affine.js';
import { OBLIQUE_AFFINE, PHANTOM_SPACING } from './chiral-phantom.js';

const UNIT = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;

/** All 48 ways to lay a grid along the world's axes, with unequal spacings. */
export const AXIS_ALIGNED_AFFINES: readonly Affine[] = permutations().flatMap(([x, y, z]) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((signs) => {
    const column = (axis: 0 | 1 | 2, world: 0 | 1 | 2): Vector3 => {
      const length = PHANTOM_SPACING[axis] * (signs & (1 << axis) ? -1 : 1);
      const [a, b, c] = UNIT[world];
      return [a * length, b * length, c * length];
    };
    return affineFromColumns([column(0, x), column(1, y), column(2, z)], [7, -20, 33.5]);
  }),
);

/** Turned, so that no voxel axis lies along a world axis: right-handed and left-handed. */
export const OBLIQUE_AFFINES: readonly Affine[] = [OBLIQUE_AFFINE, mirrored(OBLIQUE_AFFINE)];

/** A gantry tilt: the slice axis leans, so that the columns are not orthogonal. */
export const SHEARED_AFFINES: readonly Affine[] = [
  [0.9, 0, 0, -31, 0, 1.3, 0.8, 12, 0, 0, 2.7, 104, 0, 0, 0, 1],
  multiplyAffines(OBLIQUE_AFFINE, [1, 0.2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]),
];

function permutations(): readonly (readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2])[] {
  return [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
}

function mirrored(affine: Affine): Affine {
  const [x, y, z] = affineColumn(affine, 0);
  return affineFromColumns(
    [[-x, -y, -z], affineColumn(affine, 1), affineColumn(affine, 2)],
    affineColumn(affine, 3),
  );
}
