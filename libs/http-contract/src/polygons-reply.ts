import type { PolygonStack, Ring } from '@aiaa/polygon';
import { toWire, type VertexOrder } from './vertex-order.js';

/** Polygons as clients read them: of a stack one list for each slice, of a picture the rings alone. */
export function encodePolygons(slices: PolygonStack, order: VertexOrder): readonly unknown[] {
  const encoded = slices.map((rings) => rings.map((ring) => ring.map((vertex) => toWire(vertex, order))));
  return order === 'stack' ? encoded : (encoded[0] ?? []);
}

/**
 * The JSON of a stack, piece by piece and slice by slice: it may have millions of vertices, and who sends it has others
 * to serve meanwhile.
 */
export function* encodeStack(slices: Iterable<readonly Ring[]>): Generator<string> {
  let before = '[';
  for (const rings of slices) {
    yield before + JSON.stringify(rings.map((ring) => ring.map((vertex) => toWire(vertex, 'stack'))));
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}
