import { describe, expect, it } from '@jest/globals';
import { expandSegments } from './expand-segments.js';

const ofBytes = (entries: number, ...bytes: readonly number[]) =>
  expandSegments({ bytes: Buffer.from(bytes), entries, bits: 8 });

const ofWords = (entries: number, ...words: readonly number[]) =>
  expandSegments({ bytes: Buffer.from(Uint16Array.from(words).buffer), entries, bits: 16 });

const ramp = (length: number, value: (at: number) => number) =>
  Uint16Array.from({ length }, (_, at) => value(at));

describe('a palette in segments', () => {
  // PS3.6, B.1.5: Spring.
  it.each([
    ['red', [0, 1, 255, 1, 255, 255], () => 255],
    ['green', [0, 1, 0, 1, 255, 255], (at: number) => at],
    ['blue', [0, 1, 255, 1, 255, 0], (at: number) => 255 - at],
  ])('is the %s of Spring, a well-known one', (_colour, bytes, value) => {
    expect(ofBytes(256, ...bytes)).toEqual(ramp(256, value));
  });

  it('has values, lines, and repeats of earlier segments', () => {
    const discrete = [0, 3, 500, 7, 900];
    const line = [1, 4, 100];
    expect(ofWords(7, ...discrete, ...line)).toEqual(Uint16Array.of(500, 7, 900, 700, 500, 300, 100));
    const lineAgain = [2, 1, 2 * discrete.length, 0];
    expect(ofWords(11, ...discrete, ...line, ...lineAgain, 9, 9)).toEqual(
      Uint16Array.of(500, 7, 900, 700, 500, 300, 100, 100, 100, 100, 100),
    );
    const bothAgain = [2, 2, 0, 0];
    expect(ofWords(14, ...discrete, ...line, ...bothAgain)).toEqual(
      Uint16Array.of(500, 7, 900, 700, 500, 300, 100, 500, 7, 900, 700, 500, 300, 100),
    );
  });

  it('tells in 32 bits from which byte it repeats', () => {
    const far = Array<number>(70_000)
      .fill(0)
      .map((_, at) => at % 250);
    const segments = [...Array(35).keys()].flatMap((part) => [
      0,
      2000,
      ...far.slice(2000 * part, 2000 * (part + 1)),
    ]);
    const offset = 2 * 2002 * 20;
    const words = [...segments.slice(0, 2002 * 22), 2, 1, offset & 0xffff, offset >> 16];
    const values = ofWords(46_000, ...words);
    expect(values?.slice(44_000)).toEqual(Uint16Array.from(far.slice(40_000, 42_000)));
    expect(ofBytes(4, 0, 2, 7, 8, 2, 1, 0, 0, 0, 0)).toEqual(Uint16Array.of(7, 8, 7, 8));
  });

  it('may have a byte to spare, or more than its entries', () => {
    expect(ofBytes(2, 0, 2, 7, 8, 0)).toEqual(Uint16Array.of(7, 8));
    expect(ofBytes(2, 0, 4, 7, 8, 9, 9)).toEqual(Uint16Array.of(7, 8));
  });

  it.each<[string, readonly number[]]>([
    ['is empty', []],
    ['ends within values', [0, 3, 1, 2]],
    ['ends before a line does', [0, 1, 5, 1, 3]],
    ['has too few', [0, 2, 1, 2]],
    ['begins with a line', [1, 4, 9]],
    ['begins with a repeat', [2, 1, 0, 0]],
    ['has a segment of another kind', [0, 1, 5, 3, 1, 1]],
    ['has a segment of no length', [0, 1, 5, 0, 0, 0, 3, 1, 2, 3]],
    ['repeats no segment', [0, 1, 5, 2, 0, 0, 0]],
    ['repeats a repeat', [0, 1, 5, 2, 1, 6, 0]],
    ['repeats from half a word on', [0, 1, 5, 2, 1, 1, 0]],
    ['repeats what is not there', [0, 1, 5, 2, 1, 9999, 9]],
    ['says of its repeat half of where', [0, 1, 5, 2, 1, 0]],
  ])('is none when it %s', (_what, words) => {
    expect(ofWords(4, ...words)).toBeUndefined();
  });

  it('is found or refused at once, whatever the words', () => {
    const repeats = [0, 1, 5, ...Array(30_000).fill([2, 65535, 0, 0]).flat()];
    expect(ofWords(65536, ...repeats)).toBeUndefined();
  });
});
