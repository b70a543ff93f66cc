import { edgeAt, edgesTouch } from './edges-touch.js';
import type { Edge } from './edges-meet.js';
import type { Ring } from './ring.js';

/**
 * The vertices, of those that moved, whose edges touch or cross another edge in `after` that they did not in
 * `before`. Only pairs with an edge that moved are looked at, so the ring may be long where the move is small.
 */
export function newContacts(before: Ring, after: Ring, moved: readonly number[]): ReadonlySet<number> {
  const count = after.length;
  const changed = new Set(moved.flatMap((vertex) => [(vertex + count - 1) % count, vertex]));
  const reach = [...changed].reduce((bounds, n) => around(bounds, edgeAt(after, n)), NOTHING);
  const near = after.map((_, n) => n).filter((n) => overlaps(reach, edgeAt(after, n)));
  const touching = new Set<number>();
  for (const m of changed) {
    for (const n of near) {
      if (m === n || !edgesTouch(after, m, n) || edgesTouch(before, m, n)) continue;
      for (const edge of [m, n]) touching.add(edge).add((edge + 1) % count);
    }
  }
  return new Set(moved.filter((vertex) => touching.has(vertex)));
}

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const NOTHING: Bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };

const around = ({ left, top, right, bottom }: Bounds, [[ax, ay], [bx, by]]: Edge): Bounds => ({
  left: Math.min(left, ax, bx),
  top: Math.min(top, ay, by),
  right: Math.max(right, ax, bx),
  bottom: Math.max(bottom, ay, by),
});

const overlaps = ({ left, top, right, bottom }: Bounds, [[ax, ay], [bx, by]]: Edge): boolean =>
  Math.max(ax, bx) >= left &&
  Math.min(ax, bx) <= right &&
  Math.max(ay, by) >= top &&
  Math.min(ay, by) <= bottom;
