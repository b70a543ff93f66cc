import { ringArea } from './ring-area.js';
import type { Ring } from './ring.js';

/** The direction of a ring as a picture with y pointing down shows it. */
export type Winding = 'clockwise' | 'counterclockwise' | 'none';

/**
 * The direction in which a ring goes around most of its area; `none` where there is no area. Of what `traceBorders`
 * finds, outer borders go clockwise and holes counterclockwise.
 */
export function ringWinding(ring: Ring): Winding {
  const area = ringArea(ring);
  return area > 0 ? 'clockwise' : area < 0 ? 'counterclockwise' : 'none';
}
