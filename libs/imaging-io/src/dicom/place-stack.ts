import { affineFromColumns, assertInvertible, type Affine, type Vector3 } from '@aiaa/volume';
import { BrokenInvariant, MalformedImage } from '@aiaa/volume/errors';
import { ITK_SPACE, turnBetweenRasAnd } from '../patient-space.js';
import type { PlaneOrientation, SourceFrame } from './instance.js';
import { dot, planeNormal } from './plane-normal.js';

export interface StackPlace {
  /** Voxel to world, RAS+, millimetres. */
  readonly affine: Affine;
  readonly warnings: readonly string[];
}

/**
 * Where ordered slices lie (PS3.3, C.7.6.2.1.1): x along a row by the spacing between columns, y down a column by that
 * between rows, z along the normal by `step`; the origin is the position of the first slice.
 * @throws MalformedImage when rows and columns are not at right angles, or numbers give no grid.
 */
export function placeStack(slices: readonly SourceFrame[], step: number | undefined): StackPlace {
  const frame = slices[0]?.frame;
  if (frame === undefined) throw new BrokenInvariant('No slices, no place.');
  const {
    orientation = UNTURNED,
    position = [0, 0, 0],
    spacing: [betweenRows, betweenColumns] = [1, 1],
  } = frame;
  assertRightAngle(orientation);
  const columns = [
    scaled(orientation.row, betweenColumns),
    scaled(orientation.column, betweenRows),
    scaled(planeNormal(orientation), step ?? 1),
  ] as const;
  const affine = turnBetweenRasAnd(ITK_SPACE, affineFromColumns(columns, position));
  assertInvertible(affine);
  const placeless = frame.position === undefined || frame.orientation === undefined;
  return {
    affine,
    warnings: [
      ...(placeless ? [NO_PLACE] : []),
      ...(frame.spacing === undefined ? ['The series names no pixel spacing; 1 mm was taken.'] : []),
      ...(step === undefined ? ['The series names no slice thickness; 1 mm was taken.'] : []),
    ],
  };
}

/** ITK's directions of a picture. */
const UNTURNED: PlaneOrientation = { row: [1, 0, 0], column: [0, 1, 0] };

const NO_PLACE =
  'The series does not say where its slices lie in the patient; they were stacked in the order of their numbers, the first at the origin.';

/** Beyond what few digits blur. */
const OFF_RIGHT_ANGLE = 0.01;

function assertRightAngle({ row, column }: PlaneOrientation): void {
  if (Math.abs(dot(row, column)) <= OFF_RIGHT_ANGLE) return;
  throw new MalformedImage(
    'The rows and columns of the slices (0020,0037) are not at right angles: the files are damaged.',
  );
}

const scaled = ([x, y, z]: Vector3, mm: number): Vector3 => [x * mm, y * mm, z * mm];
