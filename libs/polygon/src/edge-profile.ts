import type { Plane } from '@aiaa/volume';
import { vertexAt, type Ring } from './ring.js';
import { samplePlane } from './sample-plane.js';
import { toVoxel } from './to-voxel.js';

type Pair = readonly [x: number, y: number];

/** Offsets along a normal go by half voxels, so that no voxel on the way is passed over. */
export const STEP = 0.5;

/** The direction at right angles to a ring at one of its vertices; none where its neighbours lie in one place. */
export function normalAt(ring: Ring, vertex: number): Pair | undefined {
  const [[ax, ay], [bx, by]] = [vertexAt(ring, vertex - 1), vertexAt(ring, vertex + 1)];
  const length = Math.hypot(bx - ax, by - ay);
  return length === 0 ? undefined : [(ay - by) / length, (bx - ax) / length];
}

/**
 * How steeply an image rises along the normal, or falls, which is negative, step by step from -`reach` to `reach` voxels:
 * each time at the voxel that is nearest, because a vertex would come to lie there and not between voxels.
 */
export function edgeProfile(image: Plane, [x, y]: Pair, normal: Pair, reach: number): Float64Array {
  const half = Math.round(reach / STEP);
  return Float64Array.from({ length: 2 * half + 1 }, (_, n) => {
    const out = (n - half) * STEP;
    return slopeAt(image, toVoxel(x + out * normal[0], y + out * normal[1], image), normal);
  });
}

/** Lines beside each other that are averaged, in voxels along the ring: an edge goes on there, noise does not. */
const BESIDE = [-2, -1, 0, 1, 2];
/** Distances at which the two sides of a place are compared, in voxels. */
const APART = [0.5, 1, 1.5, 2, 2.5, 3];
/** A derivative of a Gaussian of this many voxels, so scaled that values which rise by 1 per voxel give 1. */
const SIGMA = 1.5;
const WEIGHTS = normalised(APART.map((apart) => apart * Math.exp(-((apart / SIGMA) ** 2) / 2)));

function normalised(weights: readonly number[]): readonly number[] {
  const ramp = weights.reduce((sum, weight, n) => sum + weight * 2 * APART[n], 0);
  return weights.map((weight) => weight / ramp / BESIDE.length);
}

function slopeAt(image: Plane, [x, y]: Pair, [nx, ny]: Pair): number {
  let slope = 0;
  for (const beside of BESIDE) {
    const [atX, atY] = [x - beside * ny, y + beside * nx];
    for (let n = 0; n < APART.length; n++) {
      const [dx, dy] = [APART[n] * nx, APART[n] * ny];
      slope += WEIGHTS[n] * (samplePlane(image, atX + dx, atY + dy) - samplePlane(image, atX - dx, atY - dy));
    }
  }
  return slope;
}
