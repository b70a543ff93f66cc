import type { FixPolygonRequest } from '@aiaa/annotator';
import { MalformedRequest } from '../errors/malformed-request.js';
import { fromWire, type VertexOrder } from '../vertex-order.js';
import { decodeCount } from './count.js';
import { decodePair, decodePolygons, type WirePolygons } from './polygons.js';
import type { Params } from './params-text.js';

/** An edit, and the order in which the vertices of its answer travel. */
export interface DecodedEdit extends Pick<FixPolygonRequest, 'rings' | 'edit'> {
  readonly order: VertexOrder;
}

/**
 * What `POST /v1/fixpolygon` is asked, by clients of any age. The polygons before the edit are `prev_poly`, or `poly`
 * where that is alone; the vertex is moved by `vertex_offset`, or lies where `poly` has it. Names in camel case are
 * those of the clients until February 2020.
 * @throws MalformedRequest; LimitExceeded
 */
export function decodeFixPolygon(params: Params): DecodedEdit {
  const order = decodeOrder(params);
  const [before, after] = [polygonsNamed(params, 'prev_poly', order), polygonsNamed(params, 'poly', order)];
  const current = before ?? after;
  if (current === undefined) throw new MalformedRequest('The params hold no polygons: send poly.');
  const slice = current.order === 'stack' ? required(params, ['slice_index', 'sliceIndex']) : 0;
  const ring = optional(params, ['polygon_index', 'polygonIndex']) ?? 0;
  const vertex = required(params, ['vertex_index', 'vertexIndex']);
  const place = { slice, ring, vertex };
  return {
    order: current.order,
    rings: current.slices,
    edit: {
      ...place,
      offset: offsetOf(params, { current, after, place }),
      neighbours: decodeCount(params, 'propagate_neighbor', 0) ?? 0,
      slices: decodeCount(params, 'propagate_neighbor_3d', 0) ?? 0,
    },
  };
}

interface Place {
  readonly slice: number;
  readonly ring: number;
  readonly vertex: number;
}

interface Edit {
  readonly current: WirePolygons;
  readonly after: WirePolygons | undefined;
  readonly place: Place;
}

/** How far the vertex goes along x and y. */
function offsetOf(params: Params, { current, after, place }: Edit): readonly [x: number, y: number] {
  const from = vertexAt(current, place, 'the polygons');
  const offset = params['vertex_offset'];
  if (offset !== undefined && offset !== null) {
    const [x, y] = fromWire(decodePair(offset, 'vertex_offset'), current.order);
    return [x, y];
  }
  const to = after === undefined ? from : vertexAt(after, place, 'poly');
  return [to[0] - from[0], to[1] - from[1]];
}

function vertexAt({ slices }: WirePolygons, { slice, ring, vertex }: Place, what: string) {
  const found = slices[slice]?.[ring]?.[vertex];
  if (found !== undefined) return found;
  throw new MalformedRequest(
    `There is no vertex ${vertex} of polygon ${ring} on slice ${slice} of ${what}: indices count from 0.`,
  );
}

function polygonsNamed(
  params: Params,
  name: string,
  order: VertexOrder | undefined,
): WirePolygons | undefined {
  const value = params[name];
  return value === undefined || value === null ? undefined : decodePolygons(value, name, order);
}

function decodeOrder(params: Params): VertexOrder | undefined {
  const dimension = decodeCount(params, 'dimension', 2);
  if (dimension === undefined) return undefined;
  if (dimension > 3) throw new MalformedRequest(`dimension is ${dimension}; 2 or 3 was expected.`);
  return dimension === 3 ? 'stack' : 'picture';
}

const optional = (params: Params, names: readonly string[]): number | undefined =>
  names.map((name) => decodeCount(params, name, 0)).find((count) => count !== undefined);

function required(params: Params, names: readonly string[]): number {
  const count = optional(params, names);
  if (count === undefined)
    throw new MalformedRequest(`The params hold no ${names[0]}, which says what was moved.`);
  return count;
}
