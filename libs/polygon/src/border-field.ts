import type { LabelDtype, Plane, Voxels } from '@aiaa/volume';
import { findChanges, type Changes } from './find-changes.js';
import { foregroundRows } from './foreground-rows.js';

/** The foreground of a plane as border following needs it. */
export interface Field {
  /** What is not 0 is foreground, within a frame of zeros: voxel (x, y) is `cells[(y - top + 1) * stride + x + 1]`. */
  readonly cells: Voxels<LabelDtype>;
  /** A multiple of four, so that the words of a row lie over the words of the next. */
  readonly stride: number;
  readonly top: number;
  readonly changes: Changes;
}

/** The rows that have foreground, or undefined where none has; `label` undefined takes every label but 0. */
export function borderField(plane: Plane<LabelDtype>, label: number | undefined): Field | undefined {
  const { width, values } = plane;
  const [top, bottom] = foregroundRows(plane);
  if (top === bottom) return undefined;
  const stride = (width + 2 + 3) & ~3;
  const count = stride * (bottom - top + 2);
  const cells =
    values instanceof Uint16Array && label === undefined ? new Uint16Array(count) : new Uint8Array(count);
  for (let y = top; y < bottom; y++) {
    const [row, cell] = [y * width, (y - top + 1) * stride + 1];
    if (label === undefined) cells.set(values.subarray(row, row + width), cell);
    else for (let x = 0; x < width; x++) cells[cell + x] = values[row + x] === label ? 1 : 0;
  }
  return { cells, stride, top, changes: findChanges(cells, stride) };
}
