import { edgesTouch } from './edges-touch.js';
import type { Ring } from './ring.js';

/**
 * The vertices, of those that moved, whose edges touch or cross another edge in `after` that they did not in
 * `before`. Only pairs with an edge that moved are looked at, so the ring may be long where the move is small.
 */
export function newContacts(before: Ring, after: Ring, moved: readonly number[]): ReadonlySet<number> {
  const count = after.length;
  const changed = new Set(moved.flatMap((vertex) => [(vertex + count - 1) % count, vertex]));
  const bounds = boundsOf(after);
  const touching = new Set<number>();
  for (const m of changed) {
    for (let n = 0; n < count; n++) {
      if (!overlap(bounds, m, n) || m === n || !edgesTouch(after, m, n) || edgesTouch(before, m, n)) continue;
      for (const edge of [m, n]) touching.add(edge).add((edge + 1) % count);
    }
  }
  return new Set(moved.filter((vertex) => touching.has(vertex)));
}

/** Of each edge the least x, the least y, the greatest x and the greatest y, one after the other. */
function boundsOf(ring: Ring): Float64Array {
  const bounds = new Float64Array(4 * ring.length);
  for (let n = 0; n < ring.length; n++) {
    const from = ring[n];
    const to = ring[n + 1 === ring.length ? 0 : n + 1];
    for (const axis of [0, 1]) {
      const rises = from[axis] < to[axis];
      bounds[4 * n + axis] = rises ? from[axis] : to[axis];
      bounds[4 * n + axis + 2] = rises ? to[axis] : from[axis];
    }
  }
  return bounds;
}

const overlap = (bounds: Float64Array, m: number, n: number): boolean =>
  bounds[4 * m] <= bounds[4 * n + 2] &&
  bounds[4 * n] <= bounds[4 * m + 2] &&
  bounds[4 * m + 1] <= bounds[4 * n + 3] &&
  bounds[4 * n + 1] <= bounds[4 * m + 3];
