import type { LabelDtype, Plane } from '@aiaa/volume';
import { findChanges, type Changes } from './find-changes.js';
import { foregroundRows } from './foreground-rows.js';
import type { TracingMemory } from './tracing-memory.js';

/** The foreground of a plane as border following needs it. */
export interface Field {
  /** What is not 0 is foreground, within a frame of zeros: voxel (x, y) is `cells[(y - top + 1) * stride + x + 1]`. */
  readonly cells: Uint8Array;
  readonly stride: number;
  readonly top: number;
  readonly changes: Changes;
}

/**
 * The rows that have foreground, or undefined where none has; `label` undefined takes every label but 0. It holds
 * until the memory, which is for planes of this size, takes the next plane.
 */
export function borderField(
  plane: Plane<LabelDtype>,
  label: number | undefined,
  memory: TracingMemory,
): Field | undefined {
  const [top, bottom] = foregroundRows(plane);
  if (top === bottom) return undefined;
  const { stride } = memory;
  const cells = memory.cells.subarray(0, stride * (bottom - top + 2));
  cells.fill(0, 0, stride).fill(0, cells.length - stride);
  for (let y = top; y < bottom; y++) copyRow(plane, y, { label, cells, at: (y - top + 1) * stride + 1 });
  return { cells, stride, top, changes: findChanges(cells, stride) };
}

interface RowPlace {
  readonly label: number | undefined;
  readonly cells: Uint8Array;
  readonly at: number;
}

function copyRow({ width, values }: Plane<LabelDtype>, y: number, { label, cells, at }: RowPlace): void {
  const row = y * width;
  if (label !== undefined) for (let x = 0; x < width; x++) cells[at + x] = values[row + x] === label ? 1 : 0;
  else if (values instanceof Uint8Array) cells.set(values.subarray(row, row + width), at);
  else for (let x = 0; x < width; x++) cells[at + x] = values[row + x] === 0 ? 0 : 1;
}
