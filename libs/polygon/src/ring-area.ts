import type { Ring } from './ring.js';

/**
 * The area that a ring goes around, in voxels of the slice, by the shoelace formula: positive when it turns from +x
 * to +y, clockwise where y points down. A ring that crosses itself counts parts that it goes around backwards against
 * the others. Traced rings run through voxel centres: a square of n x n voxels has the area (n - 1)².
 */
export function ringArea(ring: Ring): number {
  // relative to one vertex, so that places far from the origin lose no digits
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  for (let n = 0; n + 1 < ring.length; n++) {
    const [[ax, ay], [bx, by]] = [ring[n], ring[n + 1]];
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return twice / 2;
}
