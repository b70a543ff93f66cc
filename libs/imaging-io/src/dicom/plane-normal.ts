import type { Vector3 } from '@aiaa/volume';
import type { PlaneOrientation } from './instance.js';

export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const unitVector = ([x, y, z]: Vector3): Vector3 => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};

/** The direction of slices, of unit length: row x column. */
export const planeNormal = ({ row: [a, b, c], column: [d, e, f] }: PlaneOrientation): Vector3 =>
  unitVector([b * f - c * e, c * d - a * f, a * e - b * d]);

/** A place, so many millimetres further in a direction. */
export const movedBy = (place: Vector3, mm: number, direction: Vector3): Vector3 => [
  place[0] + mm * direction[0],
  place[1] + mm * direction[1],
  place[2] + mm * direction[2],
];
