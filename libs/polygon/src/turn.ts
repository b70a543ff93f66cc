import type { PlanePoint } from '@aiaa/volume';

/** Twice the area of a triangle: positive when it turns from +x to +y, 0 when its corners lie on one line. */
export const turn = (a: PlanePoint, b: PlanePoint, c: PlanePoint): number =>
  (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
