import type { Ring } from './ring.js';

const { isFinite } = Number;

/** @throws RangeError when a vertex is no pair of finite numbers. */
export function assertFinite(ring: Ring): void {
  const broken = ring.findIndex((vertex) => !isFinite(vertex[0]) || !isFinite(vertex[1]));
  if (broken < 0) return;
  throw new RangeError(
    `Vertex ${broken} of a ring is (${ring[broken].join(', ')}), which is no place on a slice.`,
  );
}
