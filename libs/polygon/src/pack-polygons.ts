import { planePoint } from '@aiaa/volume';
import type { PolygonStack, Ring } from './ring.js';

/** Polygons in three arrays of numbers: millions of vertices go from one process to another as fast as their bytes. */
export interface PackedPolygons {
  /** How many rings each slice has. */
  readonly rings: Uint32Array;
  /** How many vertices each ring has. */
  readonly vertices: Uint32Array;
  /** x and y of each vertex, in turn. */
  readonly coordinates: Float64Array;
}

export function packPolygons(polygons: PolygonStack): PackedPolygons {
  const rings = polygons.flat();
  const coordinates = new Float64Array(2 * rings.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const ring of rings) {
    for (const [x, y] of ring) {
      coordinates[at++] = x;
      coordinates[at++] = y;
    }
  }
  return {
    rings: Uint32Array.from(polygons, ({ length }) => length),
    vertices: Uint32Array.from(rings, ({ length }) => length),
    coordinates,
  };
}

/** Slice by slice, so that who unpacks can take a breath between two. */
export function* unpackSlices({ rings, vertices, coordinates }: PackedPolygons): Generator<readonly Ring[]> {
  let [ring, at] = [0, 0];
  for (const count of rings) {
    const slice: Ring[] = [];
    for (const end = ring + count; ring < end; ring++) {
      slice.push(unpackRing(coordinates, at, vertices[ring]));
      at += 2 * vertices[ring];
    }
    yield slice;
  }
}

/** A plain loop: `Array.from` takes several times as long. */
function unpackRing(coordinates: Float64Array, at: number, count: number): Ring {
  const ring = new Array<Ring[number]>(count);
  for (let n = 0; n < count; n++) ring[n] = planePoint(coordinates[at + 2 * n], coordinates[at + 2 * n + 1]);
  return ring;
}
