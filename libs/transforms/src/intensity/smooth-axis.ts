import type { AxisNumber, Size } from '@aiaa/volume';

/**
 * A sheet holds whole lines along one axis and lies in a buffer of its own, with zeros before and after, so that
 * one loop smooths any axis and no line is looked up twice in far memory.
 */
interface Sheets {
  readonly count: number;
  /** From the first voxel of one sheet to that of the next. */
  readonly apart: number;
  /** Runs of voxels that lie side by side, and from one to the next. */
  readonly runs: number;
  readonly run: number;
  readonly stride: number;
  /** From a voxel of a sheet to its neighbour along the axis. */
  readonly neighbour: number;
}

/**
 * Replaces each value by the weighed sum of its neighbours on both sides along one axis; beyond the grid is 0.
 * `weights` begins with that of the value itself. Sums in float64 and rounds to float32 once.
 */
export function smoothAxis(
  values: Float32Array,
  { size, axis }: { readonly size: Size; readonly axis: AxisNumber },
  weights: Float64Array,
): void {
  const { count, apart, runs, run, stride, neighbour } = sheetsAlong(axis, size);
  const margin = (weights.length - 1) * neighbour;
  const sheet = new Float32Array(margin + runs * run + margin);
  const smooth = new Float32Array(runs * run);
  for (let s = 0; s < count; s++) {
    const first = s * apart;
    for (let r = 0; r < runs; r++) {
      const from = first + r * stride;
      sheet.set(values.subarray(from, from + run), margin + r * run);
    }
    smoothSheet(sheet, { weights, neighbour }, smooth);
    for (let r = 0; r < runs; r++) {
      values.set(smooth.subarray(r * run, (r + 1) * run), first + r * stride);
    }
  }
}

function sheetsAlong(axis: AxisNumber, [width, height, depth]: Size): Sheets {
  const plane = width * height;
  switch (axis) {
    case 0:
      return { count: height * depth, apart: width, runs: 1, run: width, stride: 0, neighbour: 1 };
    case 1:
      return { count: depth, apart: plane, runs: 1, run: plane, stride: 0, neighbour: width };
    case 2:
      return { count: height, apart: width, runs: depth, run: width, stride: plane, neighbour: width };
  }
}

function smoothSheet(
  sheet: Float32Array,
  { weights, neighbour }: { readonly weights: Float64Array; readonly neighbour: number },
  target: Float32Array,
): void {
  const tail = weights.length - 1;
  for (let at = 0; at < target.length; at++) {
    const centre = at + tail * neighbour;
    let before = centre;
    let after = centre;
    let sum = weights[0] * sheet[centre];
    for (let distance = 1; distance <= tail; distance++) {
      before -= neighbour;
      after += neighbour;
      sum += weights[distance] * (sheet[before] + sheet[after]);
    }
    target[at] = sum;
  }
}
