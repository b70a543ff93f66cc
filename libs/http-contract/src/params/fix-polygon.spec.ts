import { planePoint } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import { encodePolygons } from '../polygons-reply.js';
import { decodeFixPolygon } from './fix-polygon.js';
import { decodeParamsText, type Params } from './params-text.js';

const malformed = (message: RegExp) =>
  expect.objectContaining({ tag: 'MalformedRequest', message: expect.stringMatching(message) });

const RING = [
  [53, 169],
  [65, 136],
  [85, 142],
];
const PICTURE = { dimension: 2, poly: [RING], polygon_index: 0, vertex_index: 1, vertex_offset: [8, 5] };
const STACK = {
  dimension: 3,
  poly: [[], [RING], []],
  slice_index: 1,
  polygon_index: 0,
  vertex_index: 2,
  vertex_offset: [8, 5],
  propagate_neighbor_3d: 5,
  propagate_neighbor: 3,
};
const MOVE = { slice: 0, ring: 0, vertex: 1, neighbours: 0, slices: 0 };

describe('an edit of polygons', () => {
  it.each<[client: string, params: Params, offset: readonly [number, number], edit: object]>([
    ['MITK, on a picture: [x, y]', PICTURE, [8, 5], MOVE],
    [
      'Python, in a stack: [j, i], the offset too',
      STACK,
      [5, 8],
      { slice: 1, ring: 0, vertex: 2, neighbours: 3, slices: 5 },
    ],
    ['who says no dimension: the lists tell', { ...STACK, dimension: undefined }, [5, 8], { slice: 1 }],
    ['the same of a picture', { ...PICTURE, dimension: undefined }, [8, 5], MOVE],
    [
      'numbers as texts',
      { ...PICTURE, vertex_index: '1', propagate_neighbor: '2' },
      [8, 5],
      { neighbours: 2 },
    ],
    ['polygons in a text', { ...PICTURE, poly: JSON.stringify([RING]) }, [8, 5], MOVE],
    [
      'Python of 2019: camel case, prev_poly and an offset',
      { dimension: 2, prev_poly: [RING], polygonIndex: 0, vertexIndex: 1, vertex_offset: [8, 5] },
      [8, 5],
      MOVE,
    ],
    [
      'version 0: before and after',
      {
        propagate_neighbor: 1,
        polygonIndex: 0,
        vertexIndex: 1,
        poly: [[[10, 10], [24, 12], [20, 30]]], // prettier-ignore
        prev_poly: [[[10, 10], [20, 10], [20, 30]]], // prettier-ignore
      },
      [4, 2],
      { ...MOVE, neighbours: 1 },
    ],
    ['an edit that moves nothing', { ...PICTURE, vertex_offset: null }, [0, 0], MOVE],
  ])('of %s', (_client, params, offset, edit) => {
    const decoded = decodeFixPolygon(params);
    expect(decoded.edit).toMatchObject({ ...edit, offset });
  });

  it('keeps the polygons as they were before it, turned into x, y', () => {
    const { rings, order } = decodeFixPolygon(STACK);
    expect(order).toBe('stack');
    expect(rings).toEqual([[], [RING.map(([j, i]) => [i, j])], []]);
    expect(encodePolygons(rings, order)).toEqual(STACK.poly);
    expect(encodePolygons([[[planePoint(1, 2)]]], 'picture')).toEqual([[[1, 2]]]);
    expect(encodePolygons([], 'picture')).toEqual([]);
  });

  it.each<[string, Params, RegExp]>([
    ['no polygons', {}, /hold no polygons: send poly/],
    ['no vertex', { ...PICTURE, vertex_index: undefined }, /hold no vertex_index/],
    ['no slice in a stack', { ...STACK, slice_index: undefined }, /hold no slice_index/],
    ['a vertex beyond the ring', { ...PICTURE, vertex_index: 3 }, /no vertex 3 of polygon 0 on slice 0/],
    ['a ring that is not there', { ...STACK, slice_index: 0 }, /no vertex 2 of polygon 0 on slice 0/],
    ['a slice that is not there', { ...STACK, slice_index: 9 }, /on slice 9/],
    ['a negative index', { ...PICTURE, vertex_index: -1 }, /vertex_index is -1; a whole number from 0/],
    ['half an index', { ...PICTURE, vertex_index: 0.5 }, /vertex_index is 0\.5/],
    ['a dimension of 4', { ...PICTURE, dimension: 4 }, /dimension is 4; 2 or 3/],
    [
      'a vertex of three numbers',
      { ...PICTURE, poly: [[[1, 2, 3]]] },
      /poly\[0\]\[0\] is \[1,2,3\]; a vertex/,
    ],
    ['a vertex of text', { ...PICTURE, poly: [[['a', 2]]] }, /poly\[0\]\[0\] is \["a",2\]/],
    ['a ring that is a number', { ...PICTURE, poly: [5] }, /poly\[0\] is 5; a list/],
    ['polygons that are an object', { ...PICTURE, poly: {} }, /poly is \{\}; a list/],
    ['an offset of one number', { ...PICTURE, vertex_offset: [1] }, /vertex_offset is \[1\]; a vertex/],
    [
      'a picture where a stack is told',
      { ...PICTURE, dimension: 3, slice_index: 0 },
      /poly\[0\]\[0\]\[0\] is 53/,
    ],
  ])('is refused with %s', (_what, params, message) => {
    expect(() => decodeFixPolygon(params)).toThrow(malformed(message));
  });

  it('does not run out of stack on lists that nest without end', () => {
    const deep = `{"poly": ${'['.repeat(60)}${']'.repeat(60)}, "vertex_index": 0, "slice_index": 0}`;
    expect(() => decodeFixPolygon(decodeParamsText(deep, 10_000))).toThrow(
      malformed(/a vertex is|a list was/),
    );
  });
});
