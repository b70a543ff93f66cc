import { newContacts } from './new-contacts.js';
import type { Ring } from './ring.js';

/** After so many rounds of stepping back one by one, all step back together. */
const ROUNDS = 16;

/**
 * A ring between those that are offered, from the one that is wanted to the one that moves least, that does not touch
 * itself where `before` did not. It begins with the wanted one; vertices whose edges make a new contact step back
 * to the next, until none does. What the last one offered touches by itself, a vertex dragged across its own ring,
 * stays: it was put there.
 */
export function keepSimple(before: Ring, offered: readonly Ring[], moved: readonly number[]): Ring {
  const last = offered.length - 1;
  const steps = new Map(moved.map((vertex) => [vertex, 0]));
  const ring = [...offered[0]];
  for (let round = 0; round < ROUNDS; round++) {
    const backing = [...newContacts(before, ring, moved)].filter(
      (vertex) => (steps.get(vertex) ?? last) < last,
    );
    if (backing.length === 0) return ring;
    for (const vertex of backing) {
      const step = (steps.get(vertex) ?? 0) + 1;
      steps.set(vertex, step);
      ring[vertex] = offered[step][vertex];
    }
  }
  return offered[last];
}
