import { edgeAt, edgesTouch } from './edges-touch.js';
import type { Ring } from './ring.js';

/**
 * Whether a ring nowhere crosses or touches itself. Traced borders often do: around a line one voxel wide, or where
 * two parts meet in a corner. Looks at pairs of edges that share a range of x; for rings whose edges mostly do, time
 * goes with the square of their number.
 */
export function isSimple(ring: Ring): boolean {
  const spans = ring
    .map((_, n) => {
      const [[ax], [bx]] = edgeAt(ring, n);
      return { n, from: Math.min(ax, bx), to: Math.max(ax, bx) };
    })
    .sort((a, b) => a.from - b.from);
  for (let a = 0; a < spans.length; a++) {
    for (let b = a + 1; b < spans.length && spans[b].from <= spans[a].to; b++) {
      if (edgesTouch(ring, spans[a].n, spans[b].n)) return false;
    }
  }
  return true;
}
