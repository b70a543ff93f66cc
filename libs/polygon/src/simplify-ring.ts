import type { PlanePoint } from '@aiaa/volume';
import { assertFinite } from './assert-finite.js';
import type { Ring } from './ring.js';

/**
 * Fewer vertices for the same shape, by Douglas & Peucker, "Algorithms for the reduction of the number of points
 * required to represent a digitized line or its caricature", Cartographica 10 (1973). The vertices that stay are
 * vertices of the ring, in their order, the first among them; each one that goes lies within `tolerance` voxels of
 * the edge that replaces it. It looks at no other edge: a coarse tolerance may make a ring cross itself.
 * @throws RangeError when the tolerance is negative or NaN, or a vertex is no number.
 */
export function simplifyRing(ring: Ring, tolerance: number): Ring {
  if (!(tolerance >= 0)) throw new RangeError(`A tolerance is 0 voxels or more, not ${tolerance}.`);
  assertFinite(ring);
  if (ring.length <= 2) return ring;
  const closed = [...ring, ring[0]];
  const kept = new Uint8Array(closed.length);
  const far = farthest(closed, 0, ring.length);
  kept[0] = kept[far.at] = 1;
  // a stack of its own: a ring of a million vertices may split a million times
  const waiting = [
    [0, far.at],
    [far.at, ring.length],
  ];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [from, to] = part;
    const { at, distance } = farthest(closed, from, to);
    if (distance <= tolerance) continue;
    kept[at] = 1;
    waiting.push([from, at], [at, to]);
  }
  return ring.filter((_, n) => kept[n] === 1);
}

/** The vertex between two others that lies farthest from the edge between these. */
function farthest(line: Ring, from: number, to: number): { readonly at: number; readonly distance: number } {
  let [at, distance] = [from, -1];
  for (let n = from + 1; n < to; n++) {
    const here = distanceToEdge(line[n], line[from], line[to]);
    if (here > distance) [at, distance] = [n, here];
  }
  return { at, distance };
}

function distanceToEdge([x, y]: PlanePoint, [ax, ay]: PlanePoint, [bx, by]: PlanePoint): number {
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / squared;
  const nearest = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - ax - nearest * dx, y - ay - nearest * dy);
}
