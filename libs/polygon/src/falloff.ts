/**
 * How much of a move a neighbour follows: all at distance 0, nothing from `reach` + 1 on, in between half a wave of
 * the cosine, which leaves neither end with a kink.
 */
export const falloff = (distance: number, reach: number): number =>
  distance > reach ? 0 : (1 + Math.cos((Math.PI * distance) / (reach + 1))) / 2;
