import type { PlanePoint } from '@aiaa/volume';
import type { Ring } from './ring.js';
import { touchesEdge } from './touches-edge.js';
import { turn } from './turn.js';

export type Place = 'inside' | 'on the line' | 'outside';

/** Where a point lies, by even-odd: what a ring goes around twice is outside. Exact for integers below 2^26. */
export function ringContains(ring: Ring, point: PlanePoint): Place {
  let inside = false;
  for (let n = 0; n < ring.length; n++) {
    const [from, to] = [ring[n], ring[(n + 1) % ring.length]];
    if (touchesEdge(point, from, to)) return 'on the line';
    const [down, up] = from[1] <= to[1] ? [from, to] : [to, from];
    // a vertex belongs to the edge above it, so that a row through it counts it once
    if (point[1] < down[1] || point[1] >= up[1]) continue;
    if (turn(down, up, point) < 0) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}
