import type { Ring } from './ring.js';

/** @throws RangeError when a vertex is no pair of finite numbers. */
export function assertFinite(ring: Ring): void {
  const broken = ring.findIndex(([x, y]) => !(Number.isFinite(x) && Number.isFinite(y)));
  if (broken < 0) return;
  throw new RangeError(
    `Vertex ${broken} of a ring is (${ring[broken].join(', ')}), which is no place on a slice.`,
  );
}
