import { assertFinite } from './assert-finite.js';
import { falloff } from './falloff.js';
import { neighbourhood } from './neighbourhood.js';
import type { Frame } from './rasterize-rings.js';
import type { Ring } from './ring.js';
import { toVoxel } from './to-voxel.js';

/** A vertex taken by hand, along x and y. */
export interface VertexMove {
  readonly vertex: number;
  /** In voxels. */
  readonly offset: readonly [x: number, y: number];
  /** How many vertices on each side follow, less and less; 0 if absent. */
  readonly neighbours?: number;
}

/**
 * A ring with one vertex moved: it goes exactly where it was put, to the nearest voxel of the frame, and its
 * neighbours follow it by `falloff`. All that moves is an integer within the frame; all else stays as it was.
 * @throws RangeError for a vertex that the ring does not have, or numbers that are none.
 */
export function moveVertex(ring: Ring, move: VertexMove, frame: Frame): Ring {
  return withMoved(ring, { ...move, offset: displacementOf(ring, move, frame) }, frame);
}

/** A ring after a move that is known to be sound. */
export function withMoved(ring: Ring, { vertex, offset, neighbours = 0 }: VertexMove, frame: Frame): Ring {
  const moved = [...ring];
  const { vertices, distances } = neighbourhood(ring.length, vertex, neighbours);
  vertices.forEach((n, place) => {
    const share = falloff(distances[place], neighbours);
    moved[n] = toVoxel(ring[n][0] + share * offset[0], ring[n][1] + share * offset[1], frame);
  });
  return moved;
}

/** How far the vertex goes, which at the frame is less than it was pulled. @throws RangeError as moveVertex does. */
export function displacementOf(ring: Ring, move: VertexMove, frame: Frame): readonly [x: number, y: number] {
  assertMove(ring, move, frame);
  const [x, y] = ring[move.vertex];
  const target = toVoxel(x + move.offset[0], y + move.offset[1], frame);
  return [target[0] - x, target[1] - y];
}

function assertMove(
  ring: Ring,
  { vertex, offset, neighbours = 0 }: VertexMove,
  { width, height }: Frame,
): void {
  if (!(width >= 1 && height >= 1))
    throw new RangeError(`An image of ${width} x ${height} has no voxel to move to.`);
  if (!Number.isInteger(vertex) || vertex < 0 || vertex >= ring.length) {
    throw new RangeError(`There is no vertex ${vertex}: this ring has ${ring.length}, counted from 0.`);
  }
  if (!offset.every(Number.isFinite)) throw new RangeError(`A vertex cannot move by (${offset.join(', ')}).`);
  if (!Number.isInteger(neighbours) || neighbours < 0) {
    throw new RangeError(`Neighbours that follow are a whole number from 0 on, not ${neighbours}.`);
  }
  assertFinite(ring);
}
