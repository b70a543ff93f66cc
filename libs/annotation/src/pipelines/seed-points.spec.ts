import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, makeLabelMap, type LabelMap } from '@aiaa/volume';
import fc from 'fast-check';
import { seedPoints } from './seed-points.js';

const mapOf = (width: number, inside: readonly boolean[]): LabelMap =>
  makeLabelMap(
    { size: [width, inside.length / width, 1], affine: IDENTITY_AFFINE },
    Uint8Array.from(inside, Number),
  );

const drawn = (...rows: string[]): LabelMap =>
  mapOf(
    rows[0].length,
    [...rows.join('')].map((sign) => sign === '#'),
  );

/** How many steps along the axes lead out of the mask, by trying all voxels outside, and a rim around the slice. */
function depthOf({ voxels, size: [width, height] }: LabelMap, x: number, y: number): number {
  let least = Infinity;
  for (let j = -1; j <= height; j++)
    for (let i = -1; i <= width; i++) {
      const isInside = i >= 0 && j >= 0 && i < width && j < height && voxels[j * width + i] > 0;
      if (!isInside) least = Math.min(least, Math.abs(i - x) + Math.abs(j - y));
    }
  return least;
}

describe('seedPoints', () => {
  it.each<[string, LabelMap, readonly unknown[]]>([
    ['none for an empty slice', drawn('....', '....', '....', '....'), []],
    ['none for nine voxels, which are noise', drawn('###.', '###.', '###.', '....'), []],
    ['the middle', drawn('.......', '.#####.', '.#####.', '.#####.', '.......'), [[2, 2, 0]]],
    ['the middle of the largest part', drawn('##.........', '##.#######.', '...#######.', '...#######.', '##.........'), [[4, 2, 0]]],
    ['not in a hole', drawn('#########', '#########', '###...###', '#########', '#########'), [[1, 1, 0]]],
    ['of a whole slice, its middle', drawn('#####', '#####', '#####', '#####', '#####'), [[2, 2, 0]]],
  ])('%s', (_what, map, points) => {
    expect(seedPoints(map)).toEqual(points);
  }); // prettier-ignore

  it('is no less deep inside than another voxel, the first of several', () => {
    const masks = fc.integer({ min: 4, max: 12 }).chain((width) =>
      fc.tuple(
        fc.constant(width),
        fc
          .array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: width, maxLength: width }), { minLength: 4, maxLength: 12 })
          .map((rows) => rows.flat().map((n) => n > 1)),
      ),
    ); // prettier-ignore
    const check = fc.property(masks, ([width, inside]) => {
      const map = mapOf(width, inside);
      const [seed] = seedPoints(map);
      fc.pre(seed !== undefined && isWhole(map));
      const depths = inside.map((_, at) => depthOf(map, at % width, Math.floor(at / width)));
      expect(seed[1] * width + seed[0]).toBe(depths.indexOf(Math.max(...depths)));
    });
    fc.assert(check, { numRuns: 300, seed: 3 });
  });

  it('adds a point for each thousand voxels, ten at most, all inside and no two alike', () => {
    const square = (edge: number) => mapOf(edge, Array<boolean>(edge * edge).fill(true));
    expect([31, 32, 64, 100, 300].map((edge) => seedPoints(square(edge)).length)).toEqual([1, 2, 5, 11, 11]);
    const ring = mapOf(90, Array.from({ length: 90 * 90 }, (_, at) => (at % 90 < 30 || at % 90 >= 60 || at < 1800))); // prettier-ignore
    const points = seedPoints(ring);
    expect(points.every(([x, y]) => ring.voxels[y * 90 + x] === 1)).toBe(true);
    expect(new Set(points.map(String)).size).toBe(points.length);
  });
});

/** Whether all of a mask hangs together by edges. */
function isWhole({ voxels, size: [width] }: LabelMap): boolean {
  const inside = new Set([...voxels.keys()].filter((at) => voxels[at] > 0));
  const front = [...inside].slice(0, 1);
  for (let at = front.pop(); at !== undefined; at = front.pop()) {
    if (!inside.delete(at)) continue;
    front.push(at - width, at + width);
    if (at % width > 0) front.push(at - 1);
    if (at % width < width - 1) front.push(at + 1);
  }
  return inside.size === 0;
}
