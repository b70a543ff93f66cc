/** Indices of a ring from one side of a vertex to the other. */
export interface Neighbourhood {
  /** In the ring's order. */
  readonly vertices: readonly number[];
  /** How many vertices away, the shorter way round. */
  readonly distances: readonly number[];
  /** Whether this is every vertex of the ring. */
  readonly whole: boolean;
}

/** The vertices at most `reach` away from `vertex` on a ring of `length`. */
export function neighbourhood(length: number, vertex: number, reach: number): Neighbourhood {
  const before = Math.min(reach, Math.floor((length - 1) / 2));
  const after = Math.min(reach, Math.floor(length / 2));
  const steps = Array.from({ length: before + 1 + after }, (_, n) => n - before);
  return {
    vertices: steps.map((step) => (vertex + step + length) % length),
    distances: steps.map(Math.abs),
    whole: steps.length === length,
  };
}
