import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packPolygons } from '@aiaa/polygon';
import { planePoint } from '@aiaa/volume';
import { encodeStack } from './encode-stack.js';
import { encodePolygons } from './polygons-reply.js';

const jsonOf = (polygons: Parameters<typeof packPolygons>[0]): string =>
  Buffer.concat([...encodeStack(packPolygons(polygons))]).toString('ascii');

describe('encodeStack', () => {
  const place = fc.oneof(
    fc.nat({ max: 600 }),
    fc.constantFrom(0, 9, 10, 99, 100, 999_999_999, 1e9, -1, -0, 1e21, 0.1, -2.2250738585072014e-308),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  const vertex = fc.tuple(place, place).map(([x, y]) => planePoint(x, y));
  const stack = fc.array(fc.array(fc.array(vertex, { maxLength: 6 }), { maxLength: 4 }), { maxLength: 5 });

  it('is the JSON of the same polygons, to the letter', () => {
    fc.assert(
      fc.property(stack, (polygons) =>
        expect(jsonOf(polygons)).toBe(JSON.stringify(encodePolygons(polygons, 'stack'))),
      ),
      { seed: 5, numRuns: 500 },
    );
  });

  it.each([
    ['no slice', [], '[]'],
    ['a slice without rings', [[]], '[[]]'],
    ['rings without vertices', [[[], []], []], '[[[],[]],[]]'],
    ['a vertex, j before i', [[[planePoint(7, 10)]]], '[[[[10,7]]]]'],
  ])('of %s', (_, polygons, json) => {
    expect(jsonOf(polygons)).toBe(json);
  });

  it('comes slice by slice', () => {
    const slices = [...encodeStack(packPolygons([[], [[planePoint(1, 2)]], []]))];
    expect(slices.map((bytes) => Buffer.from(bytes).toString())).toEqual(['[[]', ',[[[2,1]]]', ',[]]']);
  });
});
