import { planePoint, type PlanePoint } from '@aiaa/volume';

/** Two coordinates as they travel. */
export type WirePoint = readonly [number, number];

/**
 * In which order the two coordinates of a vertex travel. In a stack of slices they are [j, i], as mask2polygon of
 * AIAA gives them and MITK swaps them back; on a picture [x, y], x counting columns.
 */
export const VERTEX_ORDERS = ['stack', 'picture'] as const;

export type VertexOrder = (typeof VERTEX_ORDERS)[number];

export const fromWire = ([first, second]: WirePoint, order: VertexOrder): PlanePoint =>
  order === 'stack' ? planePoint(second, first) : planePoint(first, second);

export const toWire = ([x, y]: PlanePoint, order: VertexOrder): WirePoint =>
  order === 'stack' ? [y, x] : [x, y];
