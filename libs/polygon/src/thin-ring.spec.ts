import { planePoint } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import { thinRing } from './thin-ring.js';

const ringOf = (vertices: number) => Array.from({ length: vertices }, (_, n) => planePoint(n, 0));
const kept = (vertices: number, morePoints: number): readonly number[] =>
  thinRing(ringOf(vertices), morePoints).map(([x]) => x);

describe('thinRing', () => {
  it.each([
    [12, 0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 'nothing left out'],
    [12, 1, [0, 2, 4, 6, 8, 10], 'every second'],
    [12, 10, [0, 11], 'every eleventh, though two are no area'],
    [12, 100, [0], 'the first is always kept'],
    [6, 10, [0], 'six are thinned'],
    [5, 10, [0, 1, 2, 3, 4], 'five are kept'],
    [1, 3, [0], 'one'],
    [0, 3, [], 'none'],
  ])('%i vertices, %i left out after each: %j (%s)', (vertices, morePoints, expected) => {
    expect(kept(vertices, morePoints)).toEqual(expected);
  });

  it.each([-1, 1.5, NaN, Infinity])('refuses %p', (morePoints) => {
    expect(() => thinRing(ringOf(9), morePoints)).toThrow(
      new RangeError(`Points to leave out are a whole number from 0 on, not ${morePoints}.`),
    );
  });
});
