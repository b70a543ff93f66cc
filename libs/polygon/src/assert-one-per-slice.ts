import type { PolygonStack } from './ring.js';

/** @throws RangeError when the stack does not have one list of polygons for each slice. */
export function assertOnePerSlice(polygons: PolygonStack, depth: number): void {
  if (polygons.length === depth) return;
  throw new RangeError(`There are polygons of ${polygons.length} slices; the image has ${depth}.`);
}
