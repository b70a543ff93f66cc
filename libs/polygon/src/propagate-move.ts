import { falloff } from './falloff.js';
import { displacementOf, type VertexMove } from './move-vertex.js';
import type { Frame } from './rasterize-rings.js';
import type { PolygonStack, Ring, SlicePolygons } from './ring.js';

/** One vertex of a stack. */
export interface StackVertex {
  readonly slice: number;
  readonly ring: number;
  readonly vertex: number;
}

export interface StackMove extends StackVertex, VertexMove {}

export interface PropagateOptions {
  readonly frame: Frame;
  /** How many slices on each side follow, less and less. */
  readonly slices: number;
}

/**
 * The moves that the move of one vertex brings to the slices around it, the move itself first: on each slice that of
 * the nearest vertex of the nearest ring, by `falloff` over the slices. It ends where less than half a voxel is left,
 * where a slice has no ring, and where the nearest lies farther away than the moved ring is long or wide: it is
 * something else.
 * @throws RangeError for a slice, ring or vertex that is not there, or numbers that are none.
 */
export function propagateMove(
  polygons: PolygonStack,
  move: StackMove,
  options: PropagateOptions,
): readonly StackMove[] {
  const { frame, slices } = options;
  assertSlices(slices);
  const ring = ringOf(polygons, move);
  const [dx, dy] = displacementOf(ring, move, frame);
  const moves: StackMove[] = [{ ...move, offset: [dx, dy] }];
  for (const side of [-1, 1]) {
    for (let distance = 1; distance <= slices; distance++) {
      const slice = move.slice + side * distance;
      const share = falloff(distance, slices);
      const nearest = nearestVertex(polygons[slice] ?? [], ring[move.vertex]);
      if (!nearest || nearest.distance > extentOf(ring) || share * Math.max(Math.abs(dx), Math.abs(dy)) < 0.5)
        break;
      const { ring: index, vertex } = nearest;
      moves.push({ ...move, slice, ring: index, vertex, offset: [share * dx, share * dy] });
    }
  }
  return moves;
}

function ringOf(polygons: PolygonStack, { slice, ring }: StackVertex): Ring {
  const rings = polygons[slice];
  if (!rings)
    throw new RangeError(`There is no slice ${slice}: polygons are of ${polygons.length}, counted from 0.`);
  const found = rings[ring];
  if (!found)
    throw new RangeError(`There is no ring ${ring}: slice ${slice} has ${rings.length}, counted from 0.`);
  return found;
}

function assertSlices(slices: number): void {
  if (Number.isInteger(slices) && slices >= 0) return;
  throw new RangeError(`Slices that follow are a whole number from 0 on, not ${slices}.`);
}

interface Nearest extends Omit<StackVertex, 'slice'> {
  readonly distance: number;
}

function nearestVertex(rings: SlicePolygons, [x, y]: Ring[number]): Nearest | undefined {
  let nearest: Nearest | undefined;
  for (const [ring, vertices] of rings.entries()) {
    for (const [vertex, [vx, vy]] of vertices.entries()) {
      const distance = Math.hypot(vx - x, vy - y);
      if (!nearest || distance < nearest.distance) nearest = { ring, vertex, distance };
    }
  }
  return nearest;
}

function extentOf(ring: Ring): number {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return Math.max(right - left, bottom - top);
}
