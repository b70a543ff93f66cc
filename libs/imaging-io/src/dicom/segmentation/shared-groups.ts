import { affineColumn, spacingOf, type Vector3 } from '@aiaa/volume';
import { ITK_SPACE, turnBetweenRasAnd } from '../../patient-space.js';
import { TAGS } from '../tags.js';
import { numberOf, type DataSet } from '../data-set.js';
import type { SliceStack } from '../sort-slices.js';
import type { NewDataSet } from './new-data-set.js';

/** How far steps between slices may differ, in parts of one. */
const UNEVEN = 0.01;

/**
 * What all frames have in common: orientation and voxel size, those of the source (PS3.3, C.7.6.16.2.1 and
 * C.7.6.16.2.4). The spacing between slices is left out where slices are missing, for it would place those after the gap
 * wrongly.
 */
export function sharedGroups(stack: SliceStack, source: DataSet): NewDataSet {
  const affine = turnBetweenRasAnd(ITK_SPACE, stack.affine);
  const [betweenColumns, betweenRows, step] = spacingOf(affine);
  const [first] = stack.slices;
  const { row, column } = first?.frame.orientation ?? {
    row: scaled(affineColumn(affine, 0), 1 / betweenColumns),
    column: scaled(affineColumn(affine, 1), 1 / betweenRows),
  };
  const thickness = numberOf(source, TAGS.SliceThickness) ?? 0;
  return {
    PlaneOrientationSequence: [{ ImageOrientationPatient: [...row, ...column] }],
    PixelMeasuresSequence: [
      {
        SliceThickness: thickness > 0 ? thickness : step,
        SpacingBetweenSlices: isEven(slicePositions(stack), step) ? step : undefined,
        PixelSpacing: first?.frame.spacing ?? [betweenRows, betweenColumns],
      },
    ],
  };
}

/** Where each slice begins, as its source says; where the stack's affine puts it when the source does not. */
export function slicePositions({ slices, affine }: SliceStack): readonly Vector3[] {
  const stored = turnBetweenRasAnd(ITK_SPACE, affine);
  const origin = affineColumn(stored, 3);
  const step = affineColumn(stored, 2);
  return slices.map(({ frame }, k) => frame.position ?? plus(origin, scaled(step, k)));
}

function isEven(positions: readonly Vector3[], step: number): boolean {
  return positions.slice(1).every((position, at) => {
    const before = positions[at] ?? position;
    const gap = Math.hypot(position[0] - before[0], position[1] - before[1], position[2] - before[2]);
    return Math.abs(gap - step) <= UNEVEN * step;
  });
}

const scaled = ([x, y, z]: Vector3, by: number): Vector3 => [x * by, y * by, z * by];
const plus = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
