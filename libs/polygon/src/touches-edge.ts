import type { PlanePoint } from '@aiaa/volume';
import { turn } from './turn.js';

/** Whether a point lies on the edge between two others, its ends included. */
export const touchesEdge = (point: PlanePoint, from: PlanePoint, to: PlanePoint): boolean =>
  turn(from, to, point) === 0 &&
  Math.min(from[0], to[0]) <= point[0] &&
  point[0] <= Math.max(from[0], to[0]) &&
  Math.min(from[1], to[1]) <= point[1] &&
  point[1] <= Math.max(from[1], to[1]);
