import type { PlanePoint } from '@aiaa/volume';
import { edgesMeet, type Edge } from './edges-meet.js';
import { vertexAt, type Ring } from './ring.js';
import { turn } from './turn.js';

/** Edge n of a ring goes from vertex n to the next. */
export const edgeAt = (ring: Ring, n: number): Edge => [vertexAt(ring, n), vertexAt(ring, n + 1)];

const samePlace = (a: PlanePoint, b: PlanePoint): boolean => a[0] === b[0] && a[1] === b[1];

/**
 * Whether two edges of a ring touch or cross, other than neighbours in the vertex that they share; neighbours do when
 * the second runs back over the first. A vertex that repeats the one before makes no edge.
 */
export function edgesTouch(ring: Ring, m: number, n: number): boolean {
  const [a, b] = [edgeAt(ring, m), edgeAt(ring, n)];
  if (!edgesMeet(a, b) || samePlace(...a) || samePlace(...b)) return false;
  const follows = isNext(ring, m, n);
  const precedes = isNext(ring, n, m);
  if (follows && precedes) return true;
  if (follows) return runsBack(a[0], a[1], b[1]);
  if (precedes) return runsBack(b[0], b[1], a[1]);
  return true;
}

/** Whether nothing lies between the end of edge m and the beginning of edge n. */
function isNext(ring: Ring, m: number, n: number): boolean {
  let vertex = m + 1;
  const shared = vertexAt(ring, vertex);
  while (vertex % ring.length !== n % ring.length) {
    vertex++;
    if (!samePlace(vertexAt(ring, vertex), shared)) return false;
  }
  return true;
}

const runsBack = (from: PlanePoint, over: PlanePoint, to: PlanePoint): boolean =>
  turn(from, over, to) === 0 &&
  (from[0] - over[0]) * (to[0] - over[0]) + (from[1] - over[1]) * (to[1] - over[1]) > 0;
