import type { Plane } from '@aiaa/volume';

/** The value of a plane between its voxels, linear in x and y; beyond its rim the rim goes on. */
export function samplePlane({ width, height, values }: Plane, x: number, y: number): number {
  const [inX, inY] = [Math.max(Math.min(x, width - 1), 0), Math.max(Math.min(y, height - 1), 0)];
  const [left, top] = [Math.floor(inX), Math.floor(inY)];
  const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
  const [u, v] = [inX - left, inY - top];
  const upper = values[top * width + left] * (1 - u) + values[top * width + right] * u;
  const lower = values[bottom * width + left] * (1 - u) + values[bottom * width + right] * u;
  return upper * (1 - v) + lower * v;
}
