import { spacingOf, type Affine } from './affine.js';
import { nearestRotation } from './nearest-rotation.js';
import { BrokenInvariant } from './errors/broken-invariant.js';

export type AxisNumber = 0 | 1 | 2;

/** One voxel axis as seen in the world: which world axis it follows best, and whether towards its plus side. */
export interface AxisDirection {
  readonly worldAxis: AxisNumber;
  readonly towardsPlus: boolean;
}

/** How a grid lies in the world: one direction for each voxel axis x, y, z. */
export type Orientation = readonly [AxisDirection, AxisDirection, AxisDirection];

/** The ends of each world axis in RAS+: minus first, plus second. */
const AXIS_ENDS = ['LR', 'PA', 'IS'] as const;

export const RAS: Orientation = [
  { worldAxis: 0, towardsPlus: true },
  { worldAxis: 1, towardsPlus: true },
  { worldAxis: 2, towardsPlus: true },
];

/**
 * The orientation of an affine, by the rule of nibabel's `io_orientation`: the rotation nearest to its
 * directions decides, and the voxel axis that is surest of its world axis chooses first.
 */
export function orientationOf(affine: Affine): Orientation {
  const rotation = nearestRotation(affine, spacingOf(affine));
  const certainty = (axis: AxisNumber): number =>
    Math.max(...column(rotation, axis).map((value) => value * value));
  const order = ([0, 1, 2] as const).toSorted((a, b) => certainty(b) - certainty(a));
  const taken = new Set<AxisNumber>();
  const found: Partial<Record<AxisNumber, AxisDirection>> = {};
  for (const axis of order) {
    const values = column(rotation, axis);
    const free = ([0, 1, 2] as const).filter((row) => !taken.has(row));
    const worldAxis = free.reduce((best, row) =>
      Math.abs(values[row]) > Math.abs(values[best]) ? row : best,
    );
    taken.add(worldAxis);
    found[axis] = { worldAxis, towardsPlus: values[worldAxis] >= 0 };
  }
  return fromRecord(found);
}

/** Three letters such as `RAS`: for each voxel axis, the end of the patient it runs towards. */
export const axisCodes = (orientation: Orientation): string =>
  orientation.map(({ worldAxis, towardsPlus }) => AXIS_ENDS[worldAxis][towardsPlus ? 1 : 0]).join('');

/** @throws RangeError when the letters do not name each world axis once. */
export function parseAxisCodes(codes: string): Orientation {
  const letters = [...codes.toUpperCase()];
  const directions = letters.flatMap((letter): AxisDirection[] => {
    const worldAxis = ([0, 1, 2] as const).find((axis) => AXIS_ENDS[axis].includes(letter));
    return worldAxis === undefined ? [] : [{ worldAxis, towardsPlus: AXIS_ENDS[worldAxis][1] === letter }];
  });
  const [x, y, z] = directions;
  const axes = new Set(directions.map(({ worldAxis }) => worldAxis));
  if (letters.length !== 3 || axes.size !== 3 || x === undefined || y === undefined || z === undefined) {
    throw new RangeError(
      `"${codes}" is no orientation: three letters, one each of L/R, P/A and I/S, such as RAS.`,
    );
  }
  return [x, y, z];
}

/** How to turn one orientation into another: for each new axis, the old axis it is and whether it is reversed. */
export interface AxisSource {
  readonly axis: AxisNumber;
  readonly reversed: boolean;
}

export type Reorientation = readonly [AxisSource, AxisSource, AxisSource];

export function reorientation(from: Orientation, to: Orientation): Reorientation {
  const source = (target: AxisDirection): AxisSource => {
    const axis = ([0, 1, 2] as const).find((a) => from[a].worldAxis === target.worldAxis);
    if (axis === undefined)
      throw new BrokenInvariant(`No voxel axis follows world axis ${target.worldAxis}.`);
    return { axis, reversed: from[axis].towardsPlus !== target.towardsPlus };
  };
  return [source(to[0]), source(to[1]), source(to[2])];
}

const column = (m: readonly number[], axis: AxisNumber): [number, number, number] => [
  m[axis] ?? 0,
  m[3 + axis] ?? 0,
  m[6 + axis] ?? 0,
];

function fromRecord(found: Partial<Record<AxisNumber, AxisDirection>>): Orientation {
  const { 0: x, 1: y, 2: z } = found;
  if (x === undefined || y === undefined || z === undefined) {
    throw new BrokenInvariant('An orientation names every voxel axis.');
  }
  return [x, y, z];
}
