import type { Plane } from '@aiaa/volume';
import { assertFinite } from './assert-finite.js';
import type { SlicePolygons } from './ring.js';

/** The size of a slice, in voxels along x and y. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/**
 * The voxels of a slice that rings enclose: 1 for each voxel whose centre lies within an odd number of rings, or on
 * the line of any. The second half makes this the way back from traced borders, whose rings, those of holes too, run
 * through voxels of the foreground. What lies outside the frame is cut off; a ring of one vertex is one voxel.
 * @throws RangeError for a vertex that is no number.
 */
export function rasterizeRings(rings: SlicePolygons, frame: Frame): Plane<'uint8'> {
  const { width, height } = frame;
  const values = new Uint8Array(width * height);
  for (const ring of rings) {
    assertFinite(ring);
    ring.forEach((vertex, n) => crossRows({ values, ...frame }, [vertex, ring[(n + 1) % ring.length]]));
  }
  for (let row = 0; row < values.length; row += width) {
    let inside = 0;
    for (let at = row; at < row + width; at++) {
      inside ^= values[at] & CROSSED;
      values[at] = inside | (values[at] >> 1);
    }
  }
  return { width, height, values };
}

/** Between this voxel and the one before it the number of rings around changes by an odd number. */
const CROSSED = 1;
const ON_LINE = 2;

type Edge = readonly [from: readonly [number, number], to: readonly [number, number]];

/** Where one edge meets the centres of rows; its lower end belongs to the next edge, so that a vertex counts once. */
function crossRows(plane: Plane<'uint8'>, [from, to]: Edge): void {
  const { width, height, values } = plane;
  const [[x0, y0], [x1, y1]] = from[1] <= to[1] ? [from, to] : [to, from];
  if (y0 === y1) return markRow(plane, y0, [Math.min(x0, x1), Math.max(x0, x1)]);
  const last = Math.min(Math.floor(y1), height - 1);
  for (let y = Math.max(Math.ceil(y0), 0); y <= last; y++) {
    // exact wherever vertices are integers and the line meets a centre: a quotient that is an integer is not rounded
    const x = x0 + ((y - y0) * (x1 - x0)) / (y1 - y0);
    const after = Math.floor(x) + 1;
    if (y < y1 && after < width) values[y * width + Math.max(after, 0)] ^= CROSSED;
    if (x >= 0 && x < width && after - 1 === x) values[y * width + x] |= ON_LINE;
  }
}

/** A level edge crosses no row, but may lie on one. */
function markRow(
  { width, height, values }: Plane<'uint8'>,
  y: number,
  [from, to]: readonly [number, number],
): void {
  if (!Number.isInteger(y) || y < 0 || y >= height) return;
  const row = y * width;
  for (let x = Math.max(Math.ceil(from), 0); x <= Math.min(to, width - 1); x++) values[row + x] |= ON_LINE;
}
