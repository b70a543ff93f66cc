import type { Plane } from '@aiaa/volume';
import { keepSimple } from './keep-simple.js';
import { displacementOf, withMoved, type VertexMove } from './move-vertex.js';
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
  const offset = displacementOf(ring, move, image);
  const { vertex, neighbours = 0 } = move;
  assertPairs(Math.min(2 * neighbours + 1, ring.length), ring.length);
  const moved = neighbourhood(ring.length, vertex, neighbours);
  // where no hand has put the vertex, it too may stay where it was
  const least = options.vertexSnaps ? ring : withMoved(ring, { vertex, offset }, image);
  const followed = withMoved(ring, { vertex, offset, neighbours }, image);
  const snapped = snapToEdges(followed, moved, image, {
    reach: reachFor(offset),
    ...(options.vertexSnaps ? {} : { fixed: vertex }),
  });
  return keepSimple(ring, [snapped, followed, least], moved.vertices);
}

/** In voxels: a hand that moved a vertex far says that the ring lay far off. */
const reachFor = ([dx, dy]: readonly [number, number]): number =>
  Math.min(Math.max(Math.ceil(Math.hypot(dx, dy)), 4), 10);

function assertPairs(moved: number, length: number): void {
  if (moved * length <= MOST_PAIRS) return;
  throw new RangeError(
    `Moving ${moved} of a ring's ${length} vertices is too much at once; leave out points, or let fewer follow.`,
  );
}
