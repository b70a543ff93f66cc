import { IDENTITY_AFFINE, makeVolume, planePoint, type Plane, type Volume } from '@aiaa/volume';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edgesTouch } from './edges-touch.js';
import { discImage, discRing, distanceTo } from './fixtures/disc-image.js';
import { organPlane } from './fixtures/random-plane.js';
import { randomSequence } from './fixtures/random-sequence.js';
import { ringOf, squareRing } from './fixtures/rings.js';
import { fixPolygons, type PolygonEdit } from './fix-polygons.js';
import { fixRing } from './fix-ring.js';
import { isSimple } from './is-simple.js';
import { maskToPolygons } from './mask-to-polygons.js';
import { neighbourhood } from './neighbourhood.js';
import type { PolygonStack, Ring } from './ring.js';
import { thinRing } from './thin-ring.js';
import { traceBorders } from './trace-borders.js';

const disc = { centre: [64, 60], radius: 40 } as const;
const picture = discImage({ ...disc, side: 128, blur: 1.5, noise: 8 }, randomSequence(31));
const stackOf = (planes: readonly Plane<'uint8'>[]): Volume<'uint8'> =>
  makeVolume({
    voxels: Uint8Array.from(planes.flatMap(({ values }) => [...values])),
    size: [planes[0].width, planes[0].height, planes.length],
    affine: IDENTITY_AFFINE,
  });
const flat = (side: number, depth = 1): Volume<'uint8'> =>
  makeVolume({
    voxels: new Uint8Array(side * side * depth),
    size: [side, side, depth],
    affine: IDENTITY_AFFINE,
  });

/** Pairs of edges that touch and did not; two edges that both stayed cannot. */
const newContacts = (before: Ring, after: Ring): readonly (readonly [number, number])[] => {
  const next = (n: number): number => (n + 1) % after.length;
  const edges = [...after.keys()];
  const moved = edges.filter((n) => after[n] !== before[n] || after[next(n)] !== before[next(n)]);
  return moved.flatMap((m) =>
    edges
      .filter((n) => m !== n && edgesTouch(after, m, n) && !edgesTouch(before, m, n))
      .map((n) => [m, n] as const),
  );
};

describe('fixRing', () => {
  it('a dent in the outline of a blurred and noisy disc: one vertex is put right, the rest of the arc follows to within a voxel', () => {
    const dented = discRing(disc, 60, (n) => (n >= 9 && n <= 21 ? -6 : 0));
    const angle = (2 * Math.PI * 15) / 60;
    const offset = [Math.round(6 * Math.cos(angle)), Math.round(6 * Math.sin(angle))] as const;
    for (let seed = 0; seed < 10; seed++) {
      const image = discImage({ ...disc, side: 128, blur: 1.5, noise: 8 }, randomSequence(seed));
      const fixed = fixRing(dented, { vertex: 15, offset, neighbours: 6 }, image);
      const off = fixed.map((vertex) => Math.abs(distanceTo(disc.centre, vertex) - disc.radius));
      expect(Math.max(...off)).toBeLessThanOrEqual(1);
      expect(fixed[15]).toEqual([dented[15][0] + offset[0], dented[15][1] + offset[1]]);
      expect(isSimple(fixed)).toBe(true);
    }
  });

  it('holds its invariants on rings and images of every kind', () => {
    const random = randomSequence(77);
    const traced = Array.from({ length: 16 }, () => traceBorders(organPlane(random, 40))).flat();
    const rings = [
      ...traced.map(({ ring }, n) => thinRing(ring, n % 5)),
      discRing(disc, 50),
      ringOf([10, 10], [60, 60], [60, 10], [10, 60]),
      ringOf([5, 5]),
      ringOf([5, 5], [50, 9]),
    ];
    const edits = fc.record({
      at: fc.nat(),
      from: fc.nat(),
      offset: fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })),
      neighbours: fc.nat({ max: 12 }),
    });
    fc.assert(
      fc.property(edits, ({ at, from, offset, neighbours }) => {
        const ring = rings[at % rings.length];
        const vertex = from % ring.length;
        const fixed = fixRing(ring, { vertex, offset, neighbours }, picture);
        const target = ring[vertex].map((place, axis) => Math.min(Math.max(place + offset[axis], 0), 127));
        expect(fixed[vertex]).toEqual(target);
        const near = new Set(neighbourhood(ring.length, vertex, neighbours).vertices);
        fixed.forEach(([x, y], n) => {
          if (!near.has(n)) expect(fixed[n]).toBe(ring[n]);
          expect([x, y].every((place) => Number.isInteger(place) && place >= 0 && place <= 127)).toBe(true);
        });
        // whatever touches now and did not, touches an edge of the vertex itself
        const own = [vertex, (vertex + ring.length - 1) % ring.length];
        for (const pair of newContacts(ring, fixed))
          expect(pair.some((edge) => own.includes(edge))).toBe(true);
      }),
      { numRuns: 300, seed: 12 },
    );
  });

  it('stays simple where following alone would cross: a narrow bay', () => {
    const bay = ringOf([0, 0], [40, 0], [40, 20], [22, 20], [22, 8], [20, 8], [20, 20], [0, 20]);
    const image = { width: 60, height: 60, values: new Uint8Array(3600) };
    // the left shore goes right by one: the vertex can, but not its neighbour at the bottom of the bay by as much
    for (const [vertex, offset, neighbours] of [
      [6, [1, 0], 1],
      [6, [1, 3], 3],
      [5, [1, -1], 2],
      [7, [8, -9], 3],
    ] as const) {
      const fixed = fixRing(bay, { vertex, offset, neighbours }, image);
      expect(isSimple(fixed)).toBe(true);
      expect(fixed[vertex]).toEqual([bay[vertex][0] + offset[0], bay[vertex][1] + offset[1]]);
    }
  });

  it('a vertex dragged across its own ring is where it was put: this crossing is the hand’s', () => {
    const fixed = fixRing(squareRing(10, 30), { vertex: 0, offset: [30, 15] }, picture);
    expect(fixed).toEqual(ringOf([40, 25], [30, 10], [30, 30], [10, 30]));
    expect(isSimple(fixed)).toBe(false);
  });

  it('where no hand has put it, a vertex that would cross stays', () => {
    const move = { vertex: 0, offset: [30, 15] } as const;
    expect(fixRing(squareRing(10, 30), move, picture, { vertexSnaps: true })).toEqual(squareRing(10, 30));
  });

  it('input that crosses itself keeps its crossing and gets no other', () => {
    const bow = ringOf([10, 10], [60, 60], [60, 10], [10, 60]);
    const fixed = fixRing(bow, { vertex: 0, offset: [-4, -3], neighbours: 0 }, picture);
    expect(fixed).toEqual(ringOf([6, 7], [60, 60], [60, 10], [10, 60]));
  });

  it('moves one of a million vertices, but not a million', () => {
    const million = Array.from({ length: 1_000_000 }, (_, n) => planePoint(n % 1000, Math.floor(n / 1000)));
    const image = { width: 1000, height: 1001, values: new Uint8Array(1_001_000) };
    const fixed = fixRing(million, { vertex: 999_999, offset: [0, 1], neighbours: 3 }, image);
    expect(fixed[999_999]).toEqual([999, 1000]);
    expect(() => fixRing(million, { vertex: 5, offset: [0, 1], neighbours: 1e9 }, image)).toThrow(
      new RangeError(
        "Moving 1000000 of a ring's 1000000 vertices is too much at once; leave out points, or let fewer follow.",
      ),
    );
  });
});

describe('fixPolygons', () => {
  const column = (depth: number): PolygonStack => Array.from({ length: depth }, () => [discRing(disc, 24)]);
  const edit: PolygonEdit = { slice: 4, ring: 0, vertex: 6, offset: [2, 8], neighbours: 2, slices: 2 };

  it('in 2-D it is fixRing on the only slice', () => {
    const dented = discRing(disc, 60, (n) => (n >= 10 && n <= 20 ? -6 : 0));
    const move = { vertex: 15, offset: [0, 6], neighbours: 6 } as const;
    const [rings] = fixPolygons(
      [[squareRing(1, 5), dented]],
      { slice: 0, ring: 1, ...move },
      stackOf([picture]),
    );
    expect(rings[0]).toEqual(squareRing(1, 5));
    expect(rings[1]).toEqual(fixRing(dented, move, picture));
  });

  it('the move fades over the slices around it, and ends', () => {
    const fixed = fixPolygons(column(9), edit, flat(128, 9));
    const moves = fixed.map(([ring]) => ring[6][1] - discRing(disc, 24)[6][1]);
    expect(moves).toEqual([0, 0, 2, 6, 8, 6, 2, 0, 0]);
    expect(fixed.map(([ring]) => ring[7][1] - discRing(disc, 24)[7][1])).toEqual([0, 0, 2, 5, 6, 5, 2, 0, 0]);
  });

  it('without a number of slices only the slice moves, without neighbours only the vertex', () => {
    const fixed = fixPolygons(column(9), { slice: 4, ring: 0, vertex: 6, offset: [2, 8] }, flat(128, 9));
    const moved = fixed.flatMap(([ring], k) =>
      ring.flatMap((v, n) => (v[1] === column(9)[k][0][n][1] ? [] : [[k, n]])),
    );
    expect(moved).toEqual([[4, 6]]);
  });

  it('goes to the nearest vertex of the nearest ring', () => {
    const polygons = [
      [squareRing(1, 3), discRing(disc, 36)],
      [discRing(disc, 24)],
      [discRing(disc, 12), squareRing(60, 70)],
    ];
    const fixed = fixPolygons(polygons, { ...edit, slice: 1, neighbours: 0, slices: 1 }, flat(128, 3));
    const moved = fixed.map((rings, k) =>
      rings.flatMap((ring, r) => ring.flatMap((vertex, n) => (vertex === polygons[k][r][n] ? [] : [[r, n]]))),
    );
    expect(moved).toEqual([[[1, 9]], [[0, 6]], [[0, 3]]]);
  });

  it.each([
    ['a slice without rings', []],
    ['one whose ring is farther away than the moved one is wide', [squareRing(1, 9)]],
  ])('ends at %s', (_, between) => {
    const small = { centre: [100, 100], radius: 20 } as const;
    const rings = [discRing(small, 24)];
    const polygons = [rings, rings, between, rings];
    const fixed = fixPolygons(polygons, { ...edit, slice: 0, slices: 3 }, flat(128, 4));
    expect(fixed[1]).not.toEqual(rings);
    expect([fixed[2], fixed[3]]).toEqual([between, rings]);
  });

  it('on the slices around it the vertex finds the edge', () => {
    const dented = discRing(disc, 60, (n) => (n >= 10 && n <= 20 ? -3 : 0));
    const image = stackOf(
      [1, 2, 3].map((seed) => discImage({ ...disc, side: 128, blur: 1.5, noise: 5 }, randomSequence(seed))),
    );
    const fixed = fixPolygons(
      [[dented], [dented], [dented]],
      { slice: 1, ring: 0, vertex: 15, offset: [0, 3], neighbours: 5, slices: 1 },
      image,
    );
    for (const [ring] of fixed) {
      const off = ring.map((vertex) => Math.abs(distanceTo(disc.centre, vertex) - disc.radius));
      expect(Math.max(...off)).toBeLessThanOrEqual(1);
    }
  });

  it('a mask attracts nothing: what moves follows, and that is all', () => {
    const mask = stackOf([{ ...picture, values: picture.values.map((value) => (value > 120 ? 1 : 0)) }]);
    const rings = maskToPolygons(mask, { morePoints: 9 });
    const move = { slice: 0, ring: 0, vertex: 3, offset: [5, 5], neighbours: 2 } as const;
    expect(fixPolygons(rings, move, mask)).toEqual(fixPolygons(rings, move, flat(128)));
  });

  it('changes none of its input', () => {
    const polygons = column(3);
    const copy = structuredClone(polygons);
    fixPolygons(polygons, { ...edit, slice: 1 }, flat(128, 3));
    expect(polygons).toEqual(copy);
  });

  it.each([
    [{ slice: 9 }, 'There is no slice 9: polygons are of 9, counted from 0.'],
    [{ slice: -1 }, 'There is no slice -1: polygons are of 9, counted from 0.'],
    [{ slice: 1.5 }, 'There is no slice 1.5: polygons are of 9, counted from 0.'],
    [{ ring: 1 }, 'There is no ring 1: slice 4 has 1, counted from 0.'],
    [{ ring: NaN }, 'There is no ring NaN: slice 4 has 1, counted from 0.'],
    [{ vertex: 24 }, 'There is no vertex 24: this ring has 24, counted from 0.'],
    [{ offset: [0, NaN] as const }, 'A vertex cannot move by (0, NaN).'],
    [{ neighbours: -1 }, 'Neighbours that follow are a whole number from 0 on, not -1.'],
    [{ slices: -1 }, 'Slices that follow are a whole number from 0 on, not -1.'],
    [{ slices: Infinity }, 'Slices that follow are a whole number from 0 on, not Infinity.'],
  ])('refuses %j', (wrong, message) => {
    expect(() => fixPolygons(column(9), { ...edit, ...wrong }, flat(128, 9))).toThrow(
      new RangeError(message),
    );
  });

  it('refuses lists of another number of slices than the image has', () => {
    expect(() => fixPolygons(column(9), edit, flat(128, 8))).toThrow(
      new RangeError('There are polygons of 9 slices; the image has 8.'),
    );
  });

  it('refuses NaN in the ring that moves', () => {
    const broken = [[ringOf([1, 1], [NaN, 5], [7, 7])]];
    expect(() => fixPolygons(broken, { slice: 0, ring: 0, vertex: 0, offset: [1, 1] }, flat(9))).toThrow(
      new RangeError('Vertex 1 of a ring is (NaN, 5), which is no place on a slice.'),
    );
  });
});
