import type { PlanePoint } from '@aiaa/volume';
import { touchesEdge } from './touches-edge.js';
import { turn } from './turn.js';

export type Edge = readonly [from: PlanePoint, to: PlanePoint];

/** Whether two edges have a point in common, ends included. */
export function edgesMeet([a, b]: Edge, [c, d]: Edge): boolean {
  if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0]))
    return false;
  if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1]))
    return false;
  const [ca, cb, da, db] = [turn(c, d, a), turn(c, d, b), turn(a, b, c), turn(a, b, d)];
  if (((ca > 0 && cb < 0) || (ca < 0 && cb > 0)) && ((da > 0 && db < 0) || (da < 0 && db > 0))) return true;
  return touchesEdge(a, c, d) || touchesEdge(b, c, d) || touchesEdge(c, a, b) || touchesEdge(d, a, b);
}
