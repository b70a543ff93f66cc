import type { Plane } from '@aiaa/volume';
import { keepSimple } from './keep-simple.js';
import { displacementOf, moveVertex, type VertexMove } from './move-vertex.js';
import { neighbourhood } from './neighbourhood.js';
import type { Ring } from './ring.js';
import { snapToEdges } from './snap-to-edges.js';

export interface FixRingOptions {
  /** Whether the vertex itself may snap too: where no hand has put it. */
  readonly vertexSnaps?: boolean;
}

/** Vertices that move times vertices of the ring: as many pairs of edges are compared within a second or so. */
const MOST_PAIRS = 100_000_000;

/**
 * A ring after a hand moved one vertex over an image: `moveVertex`, then `snapToEdges` for those that followed, as far
 * as the hand moved, then `keepSimple`.
 * @throws RangeError as moveVertex does, and when more follow on a longer ring than can be compared in time.
 */
export function fixRing(ring: Ring, move: VertexMove, image: Plane, options: FixRingOptions = {}): Ring {
  const displacement = displacementOf(ring, move, image);
  const moved = neighbourhood(ring.length, move.vertex, move.neighbours ?? 0);
  assertPairs(moved.vertices.length, ring.length);
  const alone = moveVertex(ring, { ...move, neighbours: 0 }, image);
  const followed = moveVertex(ring, move, image);
  const snapped = snapToEdges(followed, moved, image, {
    reach: reachFor(displacement),
    ...(options.vertexSnaps ? {} : { fixed: move.vertex }),
  });
  return keepSimple(ring, [snapped, followed, alone], moved.vertices);
}

/** A hand that moved a vertex far says that the ring lay far off; but never is an edge looked for out of sight. */
const reachFor = ([dx, dy]: readonly [number, number]): number =>
  Math.min(Math.max(Math.ceil(Math.hypot(dx, dy)), 3), 10);

function assertPairs(moved: number, length: number): void {
  if (moved * length <= MOST_PAIRS) return;
  throw new RangeError(
    `Moving ${moved} of a ring's ${length} vertices is too much at once; leave out points, or let fewer follow.`,
  );
}
