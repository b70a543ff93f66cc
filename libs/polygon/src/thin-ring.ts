import type { Ring } from './ring.js';

/** A ring of so few vertices says too little to leave any out. */
const KEPT_WHOLE = 5;

/**
 * Every (`morePoints` + 1)-th vertex of a ring, beginning with the first; rings of five vertices and fewer are kept
 * whole. The rule and its misleading name are those of AIAA's mask2polygon: more points to leave out.
 * @throws RangeError when `morePoints` is no integer from 0 on.
 */
export function thinRing(ring: Ring, morePoints: number): Ring {
  const step = thinningStep(ring.length, morePoints);
  return step === 1 ? ring : ring.filter((_, index) => index % step === 0);
}

/** How many vertices on the next one is kept. @throws RangeError as thinRing does. */
export function thinningStep(vertices: number, morePoints: number): number {
  if (!Number.isInteger(morePoints) || morePoints < 0) {
    throw new RangeError(`Points to leave out are a whole number from 0 on, not ${morePoints}.`);
  }
  return vertices > KEPT_WHOLE ? morePoints + 1 : 1;
}
