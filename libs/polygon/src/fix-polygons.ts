import { planeOf, type Volume } from '@aiaa/volume';
import { assertOnePerSlice } from './assert-one-per-slice.js';
import { fixRing } from './fix-ring.js';
import { propagateMove, type StackMove } from './propagate-move.js';
import type { PolygonStack } from './ring.js';

export interface PolygonEdit extends StackMove {
  /** How many slices on each side follow, less and less; 0 if absent. */
  readonly slices?: number;
}

/**
 * Polygons after a hand moved one vertex of one slice over an image: the slices that `propagateMove` finds, each as
 * `fixRing` leaves it. Only on the slice of the edit is a vertex where a hand has put it; on the others it snaps like
 * all that follow. Rings and vertices keep their places in their lists, and all that does not move is as it was.
 * @throws RangeError when there is not one list per slice of the image, and as propagateMove and fixRing do.
 */
export function fixPolygons(polygons: PolygonStack, edit: PolygonEdit, image: Volume): PolygonStack {
  const [width, height, depth] = image.size;
  assertOnePerSlice(polygons, depth);
  const fixed = [...polygons];
  for (const move of propagateMove(polygons, edit, { frame: { width, height }, slices: edit.slices ?? 0 })) {
    const plane = planeOf(image, 2, move.slice);
    const vertexSnaps = move.slice !== edit.slice;
    fixed[move.slice] = polygons[move.slice].map((ring, n) =>
      n === move.ring ? fixRing(ring, move, plane, { vertexSnaps }) : ring,
    );
  }
  return fixed;
}
