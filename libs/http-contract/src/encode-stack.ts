import type { PackedPolygons } from '@aiaa/polygon';
import { AsciiText } from './ascii-text.js';

/** No number takes more characters than this: -2.2250738585072014e-308. */
const LONGEST_NUMBER = 24;

/**
 * The JSON of a stack of slices, a vertex as [j, i] (`VERTEX_ORDERS`), slice by slice: it may have millions of vertices,
 * and who sends it has others to serve meanwhile. ASCII, for strings of so many parts take three times as long.
 */
export function* encodeStack({ rings, vertices, coordinates }: PackedPolygons): Generator<Uint8Array> {
  let [ring, at] = [0, 0];
  for (let slice = 0; slice < rings.length; slice++) {
    const lengths = vertices.subarray(ring, (ring += rings[slice]));
    const end = lengths.reduce((sum, length) => sum + 2 * length, at);
    const text = new AsciiText(4 + 4 * lengths.length + (LONGEST_NUMBER + 2) * (end - at));
    text.add(slice === 0 ? '[[' : ',[');
    encodeRings(text, lengths, coordinates.subarray(at, end));
    text.add(slice === rings.length - 1 ? ']]' : ']');
    yield text.bytes;
    at = end;
  }
  if (rings.length === 0) yield Buffer.from('[]');
}

function encodeRings(text: AsciiText, lengths: Uint32Array, coordinates: Float64Array): void {
  let at = 0;
  for (let ring = 0; ring < lengths.length; ring++) {
    text.add(ring === 0 ? '[' : ',[');
    for (let vertex = 0; vertex < lengths[ring]; vertex++, at += 2) {
      text.add(vertex === 0 ? '[' : ',[');
      text.addNumber(coordinates[at + 1]);
      text.add(',');
      text.addNumber(coordinates[at]);
      text.add(']');
    }
    text.add(']');
  }
}
