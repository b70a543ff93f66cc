import type { Plane } from '@aiaa/volume';

/** The value of a plane between its voxels, linear in x and y; beyond its rim the rim goes on. */
export function samplePlane({ width, height, values }: Plane, x: number, y: number): number {
  const [inX, inY] = [within(x, width - 1), within(y, height - 1)];
  // neither is negative: cut off is rounded down
  const [left, top] = [inX | 0, inY | 0];
  const [u, v] = [inX - left, inY - top];
  const at = top * width + left;
  const right = u > 0 ? 1 : 0;
  const below = v > 0 ? width : 0;
  const upper = values[at] * (1 - u) + values[at + right] * u;
  const lower = values[at + below] * (1 - u) + values[at + below + right] * u;
  return upper * (1 - v) + lower * v;
}

const within = (value: number, highest: number): number =>
  value < 0 ? 0 : value > highest ? highest : value;
