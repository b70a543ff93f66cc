import type { PolygonStack, Ring } from '@aiaa/polygon';
import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import { decodeList, isList } from '../json-list.js';
import { findNumber } from '../number-text.js';
import { fromWire, type VertexOrder, type WirePoint } from '../vertex-order.js';

/** Polygons as they travel: of a stack one list for each slice, of a picture the rings alone. */
export interface WirePolygons {
  readonly order: VertexOrder;
  readonly slices: PolygonStack;
}

/**
 * Polygons of the params. How deep the lists lie tells a stack from a picture, where nothing else does.
 *
 * @param at the name they have in the params
 * @throws MalformedRequest with the place of what is no vertex; LimitExceeded
 */
export function decodePolygons(value: unknown, at: string, order?: VertexOrder): WirePolygons {
  const list = decodeList(value, at);
  const told = order ?? (depthOf(list) >= STACK_DEPTH ? 'stack' : 'picture');
  const slices = told === 'stack' ? list : [list];
  return {
    order: told,
    slices: slices.map((rings, slice) => {
      const place = told === 'stack' ? `${at}[${slice}]` : at;
      return listAt(rings, place).map((ring, index) => decodeRing(ring, `${place}[${index}]`, told));
    }),
  };
}

/** Slices, rings, vertices, coordinates. */
const STACK_DEPTH = 4;

function depthOf(value: unknown): number {
  if (!isList(value)) return 0;
  return (
    1 +
    value.reduce<number>(
      (deepest, item) => (deepest > STACK_DEPTH ? deepest : Math.max(deepest, depthOf(item))),
      0,
    )
  );
}

const decodeRing = (ring: unknown, at: string, order: VertexOrder): Ring =>
  listAt(ring, at).map((vertex, index) => fromWire(decodePair(vertex, `${at}[${index}]`), order));

/** Two numbers. @throws MalformedRequest */
export function decodePair(value: unknown, at: string): WirePoint {
  const [first, second, ...rest] = isList(value) ? value.map(findNumber) : [];
  if (first !== undefined && second !== undefined && rest.length === 0) return [first, second];
  throw new MalformedRequest(`${at} is ${excerptOf(value)}; a vertex is a list of two numbers.`);
}

function listAt(value: unknown, at: string): readonly unknown[] {
  if (isList(value)) return value;
  throw new MalformedRequest(`${at} is ${excerptOf(value)}; a list was expected.`);
}
