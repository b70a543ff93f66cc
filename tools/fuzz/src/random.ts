/** Pseudo-random choices: the same ones in every run that begins with the same numbers. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True once in `times`, on average. */
  oneIn(times: number): boolean;
}

/** mulberry32 (T. Ettinger), begun at a place of its own for every round of every seed. */
export function randomOf(seed: number, round: number): Random {
  let state = Math.imul(seed + 1, 0x85ebca6b) ^ Math.imul(round + 1, 0x9e3779b1);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (end: number): number => next() % end;
  return { below, pick: (choices) => choices[below(choices.length)], oneIn: (times) => below(times) === 0 };
}
