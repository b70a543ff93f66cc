import { describe, expect, it } from '@jest/globals';
import { edgesTouch } from './edges-touch.js';
import { discRing } from './fixtures/disc-image.js';
import { randomSequence } from './fixtures/random-sequence.js';
import { ringOf, squareRing } from './fixtures/rings.js';
import { isSimple } from './is-simple.js';

describe('isSimple', () => {
  it.each([
    ['no vertex', ringOf(), true],
    ['one', ringOf([1, 1]), true],
    ['two: there and back', ringOf([1, 1], [4, 1]), false],
    ['a triangle', ringOf([0, 0], [4, 0], [0, 4]), true],
    ['a triangle without area', ringOf([0, 0], [4, 0], [2, 0]), false],
    ['a square', squareRing(0, 4), true],
    ['a vertex on a straight side', ringOf([0, 0], [2, 0], [4, 0], [4, 4]), true],
    ['a vertex that repeats the one before', ringOf([0, 0], [4, 0], [4, 0], [4, 0], [4, 4]), true],
    ['the last vertex repeats the first', ringOf([0, 0], [4, 0], [4, 4], [0, 0]), true],
    ['a bow tie', ringOf([0, 0], [4, 4], [4, 0], [0, 4]), false],
    ['an edge that runs back', ringOf([0, 0], [6, 0], [3, 0], [3, 5]), false],
    ['a vertex on another edge', ringOf([0, 0], [6, 0], [6, 6], [3, 0], [0, 6]), false],
    ['two vertices in one place', ringOf([0, 0], [2, 2], [4, 0], [4, 4], [2, 2], [0, 4]), false],
    ['two edges on one line that overlap', ringOf([0, 0], [6, 0], [6, 2], [4, 0], [2, 0], [0, 2]), false],
    ['a comb', ringOf([0, 0], [9, 0], [9, 5], [7, 1], [5, 5], [3, 1], [1, 5]), true],
  ])('%s: %p', (_, ring, simple) => {
    expect(isSimple(ring)).toBe(simple);
    expect(isSimple([...ring].reverse())).toBe(simple);
    expect(isSimple(ring.map(([x, y]) => ringOf([y, x])[0]))).toBe(simple);
  });

  it('is what all pairs of edges say', () => {
    const random = randomSequence(4);
    const said = Array.from({ length: 2_000 }, () => {
      const count = 3 + Math.floor(random() * 5);
      const ring = ringOf(
        ...Array.from({ length: count }, () => [Math.floor(random() * 9), Math.floor(random() * 9)] as const),
      );
      const touching = ring.some((_, m) => ring.some((__, n) => m !== n && edgesTouch(ring, m, n)));
      expect(isSimple(ring)).toBe(!touching);
      return touching;
    });
    expect(new Set(said)).toEqual(new Set([true, false]));
  });

  it('takes a ring of twenty thousand vertices', () => {
    expect(isSimple(discRing({ centre: [0, 0], radius: 1e6 }, 20_000))).toBe(true);
  });
});
