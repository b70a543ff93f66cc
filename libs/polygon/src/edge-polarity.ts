import type { Plane } from '@aiaa/volume';
import { edgeProfile, normalAt } from './edge-profile.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Ring } from './ring.js';

/** So many vertices say what a ring lies on. */
const ASKED = 100;
/** And so much of the steepness where they lie must be of one sign. */
const AGREED = 0.5;

/**
 * Whether an image rises (1) or falls (-1) along the normals of a ring where the ring was left alone; 0 where it does
 * both, or nothing is left alone. An organ is brighter than what is around it or darker, so the opposite edge near by
 * is its neighbour's.
 */
export function edgePolarity(ring: Ring, moved: Neighbourhood, image: Plane): -1 | 0 | 1 {
  const count = ring.length - moved.vertices.length;
  const [first] = moved.vertices;
  const every = Math.max(Math.ceil(count / ASKED), 1);
  let [sum, total] = [0, 0];
  for (let n = 0; n < count; n += every) {
    const vertex = (first + moved.vertices.length + n) % ring.length;
    const normal = normalAt(ring, vertex);
    if (!normal) continue;
    const [slope] = edgeProfile(image, ring[vertex], normal, 0);
    sum += slope;
    total += Math.abs(slope);
  }
  return Math.abs(sum) > AGREED * total ? (sum > 0 ? 1 : -1) : 0;
}
