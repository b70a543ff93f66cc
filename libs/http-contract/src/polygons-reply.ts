import type { PolygonStack, Ring } from '@aiaa/polygon';
import type { PlanePoint } from '@aiaa/volume';
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
    yield `${before}[${rings.map(encodeRing).join()}]`;
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}

/** By hand: an array of arrays of numbers takes `JSON.stringify` twice as long. */
const encodeRing = (ring: Ring): string =>
  ring.length === 0 ? '[]' : `[[${ring.map(encodeVertex).join('],[')}]]`;

function encodeVertex(vertex: PlanePoint): string {
  const [first, second] = toWire(vertex, 'stack');
  return `${first},${second}`;
}
