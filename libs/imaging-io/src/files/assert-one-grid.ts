import { sameSize, spacingOf, voxelPoint, voxelToWorld, type Grid } from '@aiaa/volume';
import { MalformedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';

/**
 * Two images lie on one grid when they have the same size and no corner of it lies further apart than a hundredth
 * of the smallest voxel edge; affine maps differ nowhere more than at a corner. Equality would be too much: the same
 * place, stored as a quaternion here and as a matrix there, or as float32 and as decimals, differs in its last digits.
 * @throws MalformedImage naming both and what differs
 */
export function assertOneGrid(
  [nameA, a]: readonly [name: string, grid: Grid],
  [nameB, b]: readonly [name: string, grid: Grid],
): void {
  const difference = differenceOf(a, b);
  if (difference === undefined) return;
  const [what, ofA, ofB] = difference;
  throw new MalformedImage(
    `${quoted(nameA)} and ${quoted(nameB)} lie on different grids: the ${what} is ${ofA} and ${ofB}; channels of one image need the same.`,
  );
}

type Difference = readonly [what: string, ofA: string, ofB: string];

function differenceOf(a: Grid, b: Grid): Difference | undefined {
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
