import { describe, expect, it } from '@jest/globals';
import { corpus } from './corpus.js';
import { makeInput } from './make-input.js';
import { KINDS, type MemoryFile } from './seed.js';

const sound = corpus();
const rounds = Array.from({ length: 600 }, (_, round) => round);
const same = (a: readonly MemoryFile[], b: readonly MemoryFile[]): boolean =>
  a.length === b.length && a.every(({ bytes }, at) => Buffer.compare(bytes, b[at].bytes) === 0);

describe('the input of a round', () => {
  it('is the same in every run', () => {
    const again = corpus();
    for (const round of rounds) expect(makeInput(again, 5, round)).toEqual(makeInput(sound, 5, round));
  });

  it('is another one for another seed or round', () => {
    const alike = (seed: number, step: number): number =>
      rounds.filter((round) => same(makeInput(sound, 5, round).files, makeInput(sound, seed, round + step).files)).length;
    expect(alike(6, 0)).toBeLessThan(20);
    expect(alike(5, 1)).toBeLessThan(20);
  }); // prettier-ignore

  it('is of every kind, sound now and then, and mostly not', () => {
    const inputs = rounds.map((round) => makeInput(sound, 5, round));
    expect(new Set(inputs.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    const intact = inputs.filter(({ kind, title, files }) =>
      sound[kind].some((seed) => seed.title === title && same(seed.files(seed.bytes), files)),
    );
    expect(intact.length).toBeGreaterThan(30);
    expect(intact.length).toBeLessThan(250);
  });

  it('leaves the seeds as they are', () => {
    rounds.forEach((round) => makeInput(sound, 5, round));
    const bytesOf = (from: typeof sound) => Object.values(from).flatMap((seeds) => seeds.map(({ bytes }) => bytes));
    expect(bytesOf(sound)).toEqual(bytesOf(corpus()));
  }); // prettier-ignore

  it('stays small', () => {
    const lengths = rounds.flatMap((round) => makeInput(sound, 5, round).files.map(({ bytes }) => bytes.length));
    expect(Math.max(...lengths)).toBeLessThan(20_000);
  }); // prettier-ignore
});
