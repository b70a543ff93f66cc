import { planePoint } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import { asciiPicture } from './fixtures/ascii-plane.js';
import { ringOf, squareRing } from './fixtures/rings.js';
import { rasterizeRings } from './rasterize-rings.js';

describe('rasterizeRings', () => {
  it.each([
    ['no ring', [], '..... ..... ..... ..... .....'],
    ['a ring without vertices', [ringOf()], '..... ..... ..... ..... .....'],
    ['one vertex', [ringOf([2, 1])], '..... ..#.. ..... ..... .....'],
    ['a line along x', [ringOf([1, 2], [3, 2])], '..... ..... .###. ..... .....'],
    ['a line along y', [ringOf([2, 0], [2, 3])], '..#.. ..#.. ..#.. ..#.. .....'],
    ['a slanted line: the centres that lie on it', [ringOf([0, 0], [4, 2])], '#.... ..#.. ....# ..... .....'],
    ['a square, its sides included', [squareRing(1, 3)], '..... .###. .###. .###. .....'],
    ['a triangle', [ringOf([0, 0], [4, 0], [0, 4])], '##### ####. ###.. ##... #....'],
    ['a hole, its line included', [squareRing(0, 4), squareRing(1, 3)], '##### ##### ##.## ##### #####'],
    [
      'the direction of a hole plays no part',
      [squareRing(0, 4), [...squareRing(1, 3)].reverse()],
      '##### ##### ##.## ##### #####',
    ],
    [
      'the same ring twice leaves its line',
      [squareRing(1, 3), squareRing(1, 3)],
      '..... .###. .#.#. .###. .....',
    ],
    ['a bow tie: both halves', [ringOf([0, 0], [4, 4], [4, 0], [0, 4])], '#...# ##.## ##### ##.## #...#'],
    ['cut off at the frame', [squareRing(-3, 1)], '##... ##... ..... ..... .....'],
    ['all around the frame', [squareRing(-9, 9)], '##### ##### ##### ##### #####'],
    ['beside the frame, each side', [squareRing(-4, -2), squareRing(7, 9)], '..... ..... ..... ..... .....'],
    [
      'left of the frame, rows shared',
      [ringOf([-4, 0], [-2, 0], [-2, 4], [-4, 4])],
      '..... ..... ..... ..... .....',
    ],
    ['between centres', [squareRing(0.5, 2.5)], '..... .##.. .##.. ..... .....'],
    ['between neighbouring centres there are none', [squareRing(1.2, 1.8)], '..... ..... ..... ..... .....'],
  ])('%s', (_, rings, expected) => {
    expect(asciiPicture(rasterizeRings(rings, { width: 5, height: 5 }))).toBe(expected.replaceAll(' ', '\n'));
  });

  it('agrees with the definition, voxel by voxel', () => {
    const rings = [
      ringOf([1, 1], [9, 2], [4, 4], [10, 9], [2, 11], [5, 6]),
      ringOf([0, 7], [8, 0], [11, 11]),
    ];
    const { values } = rasterizeRings(rings, { width: 12, height: 12 });
    for (let at = 0; at < values.length; at++) {
      const [x, y] = [at % 12, Math.floor(at / 12)];
      const edges = rings.flatMap((r) => r.map((from, n) => [from, r[(n + 1) % r.length]] as const));
      const side = ([[ax, ay], [bx, by]]: (typeof edges)[number]): number =>
        (bx - ax) * (y - ay) - (by - ay) * (x - ax);
      const on = edges.some(
        (edge) =>
          side(edge) === 0 &&
          (x - edge[0][0]) * (x - edge[1][0]) <= 0 &&
          (y - edge[0][1]) * (y - edge[1][1]) <= 0,
      );
      const crossed = edges.filter(
        (edge) => edge[0][1] > y !== edge[1][1] > y && side(edge) > 0 === edge[1][1] > edge[0][1],
      );
      expect([x, y, values[at]]).toEqual([x, y, on || crossed.length % 2 ? 1 : 0]);
    }
  });

  it('takes a million vertices, and vertices as far away as numbers go', () => {
    const many = Array.from({ length: 1_000_000 }, (_, n) => planePoint(n % 7, (n * 3) % 5));
    expect(rasterizeRings([many], { width: 7, height: 5 }).values).toContain(1);
    const far = ringOf([-1e300, -1e300], [1e300, -1e300], [1e300, 1e300], [-1e300, 1e300]);
    expect([...rasterizeRings([far], { width: 2, height: 2 }).values]).toEqual([1, 1, 1, 1]);
  });

  it.each([
    [NaN, 1],
    [1, Infinity],
  ])('refuses a vertex (%p, %p)', (x, y) => {
    expect(() => rasterizeRings([ringOf([0, 0], [x, y])], { width: 2, height: 2 })).toThrow(
      new RangeError(`Vertex 1 of a ring is (${x}, ${y}), which is no place on a slice.`),
    );
  });
});
