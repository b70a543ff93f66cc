import { planePoint } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packPolygons, unpackSlices } from './pack-polygons.js';

const vertex = fc.tuple(fc.double({ noNaN: true }), fc.integer()).map(([x, y]) => planePoint(x, y));
const stack = fc.array(fc.array(fc.array(vertex, { maxLength: 6 }), { maxLength: 4 }), { maxLength: 5 });

describe('packed polygons', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(stack, (polygons) => expect([...unpackSlices(packPolygons(polygons))]).toEqual(polygons)),
    );
  });

  it('are three arrays of numbers', () => {
    const packed = packPolygons([[], [[planePoint(1, 2), planePoint(3, 4)], [planePoint(5, 6)]]]);
    expect(packed).toEqual({
      rings: Uint32Array.of(0, 2),
      vertices: Uint32Array.of(2, 1),
      coordinates: Float64Array.of(1, 2, 3, 4, 5, 6),
    });
  });
});
