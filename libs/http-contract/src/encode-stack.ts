import type { PackedPolygons } from '@aiaa/polygon';
import { writeNumber } from './write-number.js';

const [COMMA, OPEN, CLOSE] = [...Buffer.from(',[]')];

/** No number takes more characters than this: -2.2250738585072014e-308. */
const LONGEST_NUMBER = 24;

/**
 * The JSON of a stack of slices, a vertex as [j, i] (`VERTEX_ORDERS`), slice by slice: it may have millions of vertices,
 * and who sends it has others to serve meanwhile. Bytes of ASCII, for strings of so many parts take three times as long.
 */
export function* encodeStack({ rings, vertices, coordinates }: PackedPolygons): Generator<Uint8Array> {
  let [ring, first] = [0, 0];
  for (let slice = 0; slice < rings.length; slice++) {
    const lengths = vertices.subarray(ring, (ring += rings[slice]));
    const end = lengths.reduce((sum, length) => sum + 2 * length, first);
    const bytes = Buffer.allocUnsafe(4 + 4 * lengths.length + (LONGEST_NUMBER + 2) * (end - first));
    let at = openList(bytes, 0, slice);
    if (slice === 0) at = openList(bytes, at, 0);
    at = encodeRings(bytes, at, { lengths, coordinates: coordinates.subarray(first, end) });
    bytes[at++] = CLOSE;
    if (slice === rings.length - 1) bytes[at++] = CLOSE;
    yield bytes.subarray(0, at);
    first = end;
  }
  if (rings.length === 0) yield Buffer.from('[]');
}

/** The start of the list that is number `index` of a list. */
function openList(bytes: Buffer, at: number, index: number): number {
  if (index > 0) bytes[at++] = COMMA;
  bytes[at++] = OPEN;
  return at;
}

interface Rings {
  readonly lengths: Uint32Array;
  readonly coordinates: Float64Array;
}

function encodeRings(bytes: Buffer, start: number, { lengths, coordinates }: Rings): number {
  let [at, next] = [start, 0];
  for (let ring = 0; ring < lengths.length; ring++) {
    at = openList(bytes, at, ring);
    for (let vertex = 0; vertex < lengths[ring]; vertex++, next += 2) {
      at = openList(bytes, at, vertex);
      at = writeNumber(bytes, at, coordinates[next + 1]);
      bytes[at++] = COMMA;
      at = writeNumber(bytes, at, coordinates[next]);
      bytes[at++] = CLOSE;
    }
    bytes[at++] = CLOSE;
  }
  return at;
}
