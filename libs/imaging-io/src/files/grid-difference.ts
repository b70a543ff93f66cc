import { sameSize, spacingOf, voxelPoint, voxelToWorld, type Grid } from '@aiaa/volume';

/** What differs between two grids, and what it is of each. */
export type GridDifference = readonly [what: string, ofA: string, ofB: string];

/**
 * What differs between two grids, undefined when they are one: they have the same size and no corner lies further apart
 * than a hundredth of the smallest voxel edge; affine maps differ nowhere more than at a corner. Equality would be too
 * much: the same place, stored as a quaternion here and as a matrix there, or as float32 and as decimals, differs in its
 * last digits.
 */
export function gridDifference(a: Grid, b: Grid): GridDifference | undefined {
  if (!sameSize(a.size, b.size)) return ['size', `${a.size.join(' x ')} voxels`, b.size.join(' x ')];
  const [spacingA, spacingB] = [spacingOf(a.affine), spacingOf(b.affine)];
  const most = 0.01 * Math.min(...spacingA, ...spacingB);
  const ofB = cornersOf(b);
  const corners = cornersOf(a).map((corner, at) => [corner, ofB[at]] as const);
  const distance = ([p, q]: readonly [Place, Place]): number =>
    Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
  const [furthest] = corners.toSorted((one, other) => distance(other) - distance(one));
  if (furthest === undefined || distance(furthest) <= most) return undefined;
  const longer = spacingA.map(
    (mm, axis) => Math.abs(mm - (spacingB[axis] ?? NaN)) * ((a.size[axis] ?? 1) - 1),
  );
  if (longer.some((mm) => mm > most))
    return ['spacing', `${shown(spacingA, ' x ')} mm`, shown(spacingB, ' x ')];
  return ['position of a corner', `(${shown(furthest[0], ', ')}) mm`, `(${shown(furthest[1], ', ')})`];
}

type Place = readonly [number, number, number];

const cornersOf = ({ size: [x, y, z], affine }: Grid): readonly Place[] =>
  [0, x - 1].flatMap((i) =>
    [0, y - 1].flatMap((j) => [0, z - 1].map((k) => voxelToWorld(affine, voxelPoint(i, j, k)))),
  );

const shown = (numbers: Place, between: string): string =>
  numbers.map((mm) => Number(mm.toFixed(3))).join(between);
