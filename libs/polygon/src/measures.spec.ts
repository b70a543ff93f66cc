import { planePoint } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import { organPlane } from './fixtures/random-plane.js';
import { randomSequence } from './fixtures/random-sequence.js';
import { ringOf, squareRing } from './fixtures/rings.js';
import { rasterizeRings } from './rasterize-rings.js';
import { ringArea } from './ring-area.js';
import { ringContains } from './ring-contains.js';
import { ringWinding } from './ring-winding.js';
import { simplifyRing } from './simplify-ring.js';
import { traceBorders } from './trace-borders.js';

const BOW_TIE = ringOf([0, 0], [4, 4], [4, 0], [0, 4]);

describe('ringArea and ringWinding', () => {
  it.each([
    ['no vertex', ringOf(), 0, 'none'],
    ['one vertex', ringOf([3, 4]), 0, 'none'],
    ['a line', ringOf([3, 4], [5, 9]), 0, 'none'],
    ['+x, then +y', squareRing(1, 4), 9, 'clockwise'],
    ['the other way', [...squareRing(1, 4)].reverse(), -9, 'counterclockwise'],
    ['a triangle', ringOf([0, 0], [3, 0], [0, 1]), 1.5, 'clockwise'],
    ['a bow tie: its halves cancel', BOW_TIE, 0, 'none'],
    ['far from the origin', squareRing(1e9, 1e9 + 3), 9, 'clockwise'],
  ])('%s', (_, ring, area, winding) => {
    expect([ringArea(ring), ringWinding(ring)]).toEqual([area, winding]);
  });

  it('outer borders go clockwise, holes counterclockwise', () => {
    const random = randomSequence(21);
    const borders = Array.from({ length: 40 }, () => traceBorders(organPlane(random, 50))).flat();
    const seen = borders.map(({ ring, hole }) => `${hole ? 'hole' : 'outer'} ${ringWinding(ring)}`);
    // a region of one line has no area
    expect(new Set(seen.filter((words) => !words.endsWith('none')))).toEqual(
      new Set(['outer clockwise', 'hole counterclockwise']),
    );
  });
});

describe('ringContains', () => {
  it.each([
    ['the middle', squareRing(1, 4), [2, 2], 'inside'],
    ['a corner', squareRing(1, 4), [4, 1], 'on the line'],
    ['a side', squareRing(1, 4), [1, 3], 'on the line'],
    ['the row of a corner, outside', squareRing(1, 4), [0, 4], 'outside'],
    ['the row of a side, beyond', squareRing(1, 4), [5, 1], 'outside'],
    ['the row of a point of a rhomb', ringOf([0, 2], [2, 0], [4, 2], [2, 4]), [1, 2], 'inside'],
    ['the row of a point, beside it', ringOf([0, 2], [2, 0], [4, 2], [2, 4]), [5, 2], 'outside'],
    ['between voxels', squareRing(1, 4), [3.999, 1.001], 'inside'],
    ['a half of a bow tie', BOW_TIE, [1, 2], 'inside'],
    ['beside a bow tie', BOW_TIE, [2, 1], 'outside'],
    ['its crossing', BOW_TIE, [2, 2], 'on the line'],
    ['the only vertex', ringOf([1, 1]), [1, 1], 'on the line'],
    ['beside the only vertex', ringOf([1, 1]), [1, 2], 'outside'],
    ['no ring at all', ringOf(), [0, 0], 'outside'],
  ] as const)('%s', (_, ring, [x, y], place) => {
    expect(ringContains(ring, planePoint(x, y))).toBe(place);
    expect(ringContains([...ring].reverse(), planePoint(x, y))).toBe(place);
  });

  it('says of every voxel what rasterizeRings paints', () => {
    const ring = ringOf([1, 1], [9, 2], [4, 4], [10, 9], [2, 11], [5, 6]);
    const { values } = rasterizeRings([ring], { width: 12, height: 13 });
    values.forEach((value, at) => {
      const place = ringContains(ring, planePoint(at % 12, Math.floor(at / 12)));
      expect([at, value]).toEqual([at, place === 'outside' ? 0 : 1]);
    });
  });
});

describe('simplifyRing', () => {
  it.each([
    [
      'points on a straight side go',
      ringOf([0, 0], [1, 0], [2, 0], [4, 0], [4, 4]),
      0,
      ringOf([0, 0], [4, 0], [4, 4]),
    ],
    ['corners stay', squareRing(0, 9), 1, squareRing(0, 9)],
    [
      'a bump within the tolerance goes',
      ringOf([0, 0], [5, 1], [9, 0], [9, 9]),
      1,
      ringOf([0, 0], [9, 0], [9, 9]),
    ],
    ['one above it stays', ringOf([0, 0], [5, 2], [9, 0], [9, 9]), 1, ringOf([0, 0], [5, 2], [9, 0], [9, 9])],
    ['of a small ring the two ends stay', ringOf([0, 0], [1, 0], [1, 1]), 9, ringOf([0, 0], [1, 1])],
    ['a point that repeats goes', ringOf([0, 0], [0, 0], [5, 5], [5, 5]), 0, ringOf([0, 0], [5, 5])],
    ['two vertices', ringOf([0, 0], [1, 0]), 9, ringOf([0, 0], [1, 0])],
    ['none', ringOf(), 9, ringOf()],
  ])('%s', (_, ring, tolerance, expected) => {
    expect(simplifyRing(ring, tolerance)).toEqual(expected);
  });

  it.each([0, 0.5, 1, 2, 5])('every vertex lies within %p voxels of what is left', (tolerance) => {
    const borders = traceBorders(organPlane(randomSequence(5), 90));
    expect(borders.length).toBeGreaterThan(2);
    for (const { ring } of borders) {
      const left = simplifyRing(ring, tolerance);
      const distances = ring.map(([x, y]) =>
        Math.min(
          ...left.map(([ax, ay], n) => {
            const [bx, by] = left[(n + 1) % left.length];
            const squared = (bx - ax) ** 2 + (by - ay) ** 2;
            const t = squared
              ? Math.min(Math.max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared, 0), 1)
              : 0;
            return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
          }),
        ),
      );
      expect(Math.max(...distances)).toBeLessThanOrEqual(tolerance + 1e-9);
      expect(left[0]).toBe(ring[0]);
    }
  });

  it('takes a ring of a million vertices', () => {
    const million = Array.from({ length: 1_000_000 }, (_, n) => {
      const angle = (2 * Math.PI * n) / 1_000_000;
      return planePoint(1000 * Math.cos(angle), 1000 * Math.sin(angle));
    });
    const left = simplifyRing(million, 1).length;
    expect([left > 50, left < 200]).toEqual([true, true]);
  });

  it.each([-1, NaN])('refuses the tolerance %p', (tolerance) => {
    expect(() => simplifyRing(squareRing(0, 3), tolerance)).toThrow(
      new RangeError(`A tolerance is 0 voxels or more, not ${tolerance}.`),
    );
  });

  it('refuses a vertex that is no number', () => {
    expect(() => simplifyRing(ringOf([0, 0], [1, NaN], [2, 2]), 1)).toThrow(RangeError);
  });
});
