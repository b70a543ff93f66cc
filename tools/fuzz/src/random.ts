import { randomNumbers } from '@aiaa/imaging-io/testing';

/** Pseudo-random choices: the same ones in every run that begins with the same numbers. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True once in `times`, on average. */
  oneIn(times: number): boolean;
}

/** Begun at a place of its own for every round of every seed. */
export function randomOf(seed: number, round: number): Random {
  const below = randomNumbers(Math.imul(seed + 1, 0x85ebca6b) ^ Math.imul(round + 1, 0x9e3779b1));
  return { below, pick: (choices) => choices[below(choices.length)], oneIn: (times) => below(times) === 0 };
}
