import type { PolygonStack } from '@aiaa/polygon';
import { toWire, type VertexOrder } from './vertex-order.js';

/** Polygons as clients read them: of a stack one list for each slice, of a picture the rings alone. */
export function encodePolygons(slices: PolygonStack, order: VertexOrder): readonly unknown[] {
  const encoded = slices.map((rings) => rings.map((ring) => ring.map((vertex) => toWire(vertex, order))));
  return order === 'stack' ? encoded : (encoded[0] ?? []);
}
