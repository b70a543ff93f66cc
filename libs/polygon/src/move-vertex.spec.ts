import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { falloff } from './falloff.js';
import { discRing } from './fixtures/disc-image.js';
import { ringOf, squareRing } from './fixtures/rings.js';
import { moveVertex } from './move-vertex.js';
import { neighbourhood } from './neighbourhood.js';

const frame = { width: 100, height: 80 };
const ring = discRing({ centre: [50, 40], radius: 30 }, 20);

describe('falloff', () => {
  it.each([
    [0, 0, 1],
    [1, 0, 0],
    [1, 1, 0.5],
    [2, 1, 0],
    [1, 2, 0.75],
    [2, 2, 0.25],
    [2, 3, 0.5],
  ])('%i away, reach %i: %p', (distance, reach, share) => {
    expect(falloff(distance, reach)).toBeCloseTo(share, 12);
  });

  it.each([1, 4, 50])('falls from step to step, over a reach of %i', (reach) => {
    const shares = Array.from({ length: reach + 2 }, (_, distance) => falloff(distance, reach));
    shares.slice(1).forEach((share, n) => expect(share).toBeLessThan(shares[n]));
  });
});

describe('neighbourhood', () => {
  it.each([
    { length: 6, vertex: 2, reach: 0, vertices: [2], whole: false },
    { length: 6, vertex: 2, reach: 1, vertices: [1, 2, 3], whole: false },
    { length: 6, vertex: 0, reach: 2, vertices: [4, 5, 0, 1, 2], whole: false },
    { length: 6, vertex: 5, reach: 3, vertices: [3, 4, 5, 0, 1, 2], whole: true },
    { length: 6, vertex: 5, reach: 99, vertices: [3, 4, 5, 0, 1, 2], whole: true },
    { length: 5, vertex: 0, reach: 2, vertices: [3, 4, 0, 1, 2], whole: true },
    { length: 2, vertex: 1, reach: 4, vertices: [1, 0], whole: true },
    { length: 1, vertex: 0, reach: 4, vertices: [0], whole: true },
  ])(
    'of $length vertices, $reach on each side of $vertex: $vertices',
    ({ length, vertex, reach, vertices, whole }) => {
      const distances = vertices.map((n) => Math.min(Math.abs(n - vertex), length - Math.abs(n - vertex)));
      expect(neighbourhood(length, vertex, reach)).toEqual({ vertices, distances, whole });
    },
  );
});

describe('moveVertex', () => {
  it('the vertex goes exactly where it is put, its neighbours follow, the others stay', () => {
    const moved = moveVertex(ring, { vertex: 0, offset: [8, 5], neighbours: 2 }, frame);
    const shifts = moved.map(([x, y], n) => [x - ring[n][0], y - ring[n][1]]);
    expect(shifts[0]).toEqual([8, 5]);
    expect([shifts[1], shifts[19]]).toEqual([
      [6, 4],
      [6, 4],
    ]);
    expect([shifts[2], shifts[18]]).toEqual([
      [2, 1],
      [2, 1],
    ]);
    expect(moved.slice(3, 18)).toEqual(ring.slice(3, 18));
  });

  it('without neighbours only the vertex moves', () => {
    expect(moveVertex(squareRing(1, 9), { vertex: 2, offset: [3, -1] }, frame)).toEqual(
      ringOf([1, 1], [9, 1], [12, 8], [1, 9]),
    );
  });

  it('holds its invariants', () => {
    const moves = fc.record({
      vertex: fc.nat({ max: 19 }),
      offset: fc.tuple(fc.integer({ min: -200, max: 200 }), fc.integer({ min: -200, max: 200 })),
      neighbours: fc.nat({ max: 30 }),
    });
    fc.assert(
      fc.property(moves, (move) => {
        const moved = moveVertex(ring, move, frame);
        const [x, y] = ring[move.vertex];
        const target = [
          Math.min(Math.max(x + move.offset[0], 0), 99),
          Math.min(Math.max(y + move.offset[1], 0), 79),
        ];
        expect(moved[move.vertex]).toEqual(target);
        const near = new Set(neighbourhood(ring.length, move.vertex, move.neighbours).vertices);
        moved.forEach(([a, b], n) => {
          expect(Number.isInteger(a) && Number.isInteger(b) && a >= 0 && a < 100 && b >= 0 && b < 80).toBe(
            true,
          );
          if (!near.has(n)) expect(moved[n]).toBe(ring[n]);
          // never farther than the hand, but for a voxel's rounding
          expect(Math.abs(a - ring[n][0])).toBeLessThanOrEqual(Math.abs(target[0] - x));
          expect(Math.abs(b - ring[n][1])).toBeLessThanOrEqual(Math.abs(target[1] - y));
        });
      }),
    );
  });

  it.each([
    ['one vertex', ringOf([5, 5]), ringOf([7, 6])],
    ['two', ringOf([5, 5], [9, 9]), ringOf([7, 6], [11, 10])],
  ])('moves a ring of %s', (_, few, expected) => {
    expect(moveVertex(few, { vertex: 0, offset: [2, 1], neighbours: 5 }, frame)).toEqual(expected);
  });

  it('goes to the nearest voxel, and writes no negative zero', () => {
    const moved = moveVertex(ringOf([0.2, 5.6], [9, 9]), { vertex: 0, offset: [-0.3, 0] }, frame);
    expect(moved).toEqual(ringOf([0, 6], [9, 9]));
  });

  it.each([
    [{ vertex: 4, offset: [1, 1] }, 'There is no vertex 4: this ring has 4, counted from 0.'],
    [{ vertex: -1, offset: [1, 1] }, 'There is no vertex -1: this ring has 4, counted from 0.'],
    [{ vertex: 0.5, offset: [1, 1] }, 'There is no vertex 0.5: this ring has 4, counted from 0.'],
    [{ vertex: NaN, offset: [1, 1] }, 'There is no vertex NaN: this ring has 4, counted from 0.'],
    [{ vertex: 0, offset: [NaN, 1] }, 'A vertex cannot move by (NaN, 1).'],
    [{ vertex: 0, offset: [1, -Infinity] }, 'A vertex cannot move by (1, -Infinity).'],
    [
      { vertex: 0, offset: [1, 1], neighbours: -1 },
      'Neighbours that follow are a whole number from 0 on, not -1.',
    ],
    [
      { vertex: 0, offset: [1, 1], neighbours: 1.5 },
      'Neighbours that follow are a whole number from 0 on, not 1.5.',
    ],
  ] as const)('refuses %j', (move, message) => {
    expect(() => moveVertex(squareRing(0, 5), move, frame)).toThrow(new RangeError(message));
  });

  it('refuses a ring without vertices, one with NaN, and an image without voxels', () => {
    const move = { vertex: 0, offset: [1, 1] } as const;
    expect(() => moveVertex([], move, frame)).toThrow(
      new RangeError('There is no vertex 0: this ring has 0, counted from 0.'),
    );
    expect(() => moveVertex(ringOf([1, 1], [NaN, 2]), move, frame)).toThrow(RangeError);
    expect(() => moveVertex(ringOf([1, 1]), move, { width: 0, height: 5 })).toThrow(
      new RangeError('An image of 0 x 5 has no voxel to move to.'),
    );
  });
});
