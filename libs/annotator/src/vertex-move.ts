import type { PlanePoint } from '@aiaa/volume';

/** A vertex that somebody has moved. */
export interface VertexMove {
  /** Which of the slices, which ring on it, which vertex of that. */
  readonly slice: number;
  readonly ring: number;
  readonly vertex: number;
  /** Where it is to lie. */
  readonly to: PlanePoint;
  /** How many neighbours along the ring follow it, to each side. */
  readonly neighbours: number;
  /** On how many slices above and below the rings follow it. */
  readonly slices: number;
}
