import { describe, expect, it } from '@jest/globals';
import type { Plane } from '@aiaa/volume';
import { chooseOffsets } from './choose-offsets.js';
import { discImage, discRing, distanceTo } from './fixtures/disc-image.js';
import { asciiPlane } from './fixtures/ascii-plane.js';
import { randomSequence } from './fixtures/random-sequence.js';
import { ringOf } from './fixtures/rings.js';
import { isMaskLike } from './is-mask-like.js';
import { neighbourhood } from './neighbourhood.js';
import { snapToEdges } from './snap-to-edges.js';

const disc = { centre: [64, 60], radius: 40 } as const;
const image = (noise: number, seed: number, blur = 1.5): Plane<'uint8'> =>
  discImage({ ...disc, side: 128, blur, noise }, randomSequence(seed));
const whole = neighbourhood(40, 0, 20);
const off = (ring: readonly (readonly [number, number])[]): number =>
  Math.max(...ring.map((vertex) => Math.abs(distanceTo(disc.centre, vertex) - disc.radius)));

describe('snapToEdges', () => {
  it.each([
    [-4, 0, 1],
    [-4, 8, 1.5],
    [3, 8, 1],
    [5, 6, 1.5],
    [-5, 4, 2],
  ])('finds the edge of a disc from %i voxels away, in noise of %i, blurred by %p', (out, noise, blur) => {
    for (let seed = 0; seed < 10; seed++) {
      const ring = discRing(disc, 40, () => out);
      const snapped = snapToEdges(ring, whole, image(noise, seed, blur), { reach: 7 });
      expect(off(snapped)).toBeLessThan(1);
    }
  });

  it('moves nothing where the image shows no edge', () => {
    const ring = discRing(disc, 40);
    const noise = discImage(
      { centre: [900, 900], radius: 5, side: 128, blur: 1, noise: 12 },
      randomSequence(1),
    );
    const flat = { width: 128, height: 128, values: new Float32Array(128 * 128).fill(7) };
    const ramp = { ...flat, values: flat.values.map((_, at) => (at % 128) * 3 + 0.5) };
    const broken = { ...flat, values: flat.values.map((_, at) => (at % 2 ? NaN : at)) };
    for (const nothing of [noise, flat, ramp, broken]) {
      expect(snapToEdges(ring, whole, nothing, { reach: 7 })).toEqual(ring);
    }
  });

  it('nor where the edge is out of reach', () => {
    const ring = discRing(disc, 40, () => -20);
    expect(snapToEdges(ring, whole, image(5, 2), { reach: 5 })).toEqual(ring);
  });

  it('nor to a mask, however clear its edges', () => {
    const labels = image(0, 1);
    const ring = discRing(disc, 40, () => -4);
    expect(off(snapToEdges(ring, whole, labels, { reach: 7 }))).toBeLessThan(1);
    for (const label of [1, 255]) {
      const mask = { ...labels, values: labels.values.map((value) => (value > 120 ? label : 0)) };
      expect(snapToEdges(ring, whole, mask, { reach: 7 })).toEqual(ring);
    }
  });

  it('moves only the neighbourhood, and in it not what is fixed', () => {
    const ring = discRing(disc, 40, () => -4);
    const near = neighbourhood(40, 10, 6);
    const snapped = snapToEdges(ring, near, image(8, 4), { reach: 7, fixed: 10 });
    const moved = snapped.flatMap((vertex, n) => (vertex === ring[n] ? [] : [n]));
    expect(moved).toEqual(near.vertices.filter((n) => n !== 10));
  });

  it('takes no edge of the other kind than the rest of the ring lies on', () => {
    // a bright bar, a dark gap of four voxels, and a brighter bar; a little uneven, for it is no mask
    const values = Uint8Array.from({ length: 60 * 60 }, (_, at) => {
      const [x, y] = [at % 60, Math.floor(at / 60)];
      return 40 + ((7 * x + 13 * y) % 4) + (x < 20 ? 0 : x < 30 ? 100 : x < 34 ? 0 : 160);
    });
    const image = { width: 60, height: 60, values };
    const bar = ringOf([20, 10], [29, 10], [29, 20], [32, 30], [29, 40], [29, 50], [20, 50], [20, 30]);
    const [alone, together] = [neighbourhood(8, 3, 0), neighbourhood(8, 3, 4)].map(
      (moved) => snapToEdges(bar, moved, image, { reach: 10 })[3][0],
    );
    expect([29, 30]).toContain(alone);
    // where none is left alone to say which kind it is, the steepest near by
    expect([33, 34]).toContain(together);
  });

  it('leaves rings of one and two vertices, which have no normals', () => {
    for (const ring of [ringOf([60, 99]), ringOf([60, 99], [70, 99])]) {
      expect(snapToEdges(ring, neighbourhood(ring.length, 0, 3), image(0, 1), { reach: 5 })).toEqual(ring);
    }
  });

  it('stays on the image', () => {
    const half = { ...disc, centre: [2, 60] } as const;
    const picture = discImage({ ...half, side: 128, blur: 1.5, noise: 5 }, randomSequence(9));
    const ring = discRing(half, 40, () => -4).map(([x, y]) => ringOf([Math.max(x, 0), y])[0]);
    const snapped = snapToEdges(ring, whole, picture, { reach: 9 });
    expect(Math.min(...snapped.map(([x]) => x))).toBeGreaterThanOrEqual(0);
    expect(snapped).not.toEqual(ring);
  });
});

describe('chooseOffsets', () => {
  const free = (costs: readonly number[], bend = 0) => ({ first: -(costs.length - 1) / 2, costs, bend });

  it.each([
    ['each the cheapest, where bends are free', [free([3, 1, 2]), free([2, 3, 1])], [0, 1]],
    ['the nearest to 0 of those that cost the same', [free([1, 1, 1]), free([0, 1, 0])], [0, -1]],
    [
      'a straight line, where bends cost',
      [free([0, 1, 9], 5), free([0, 1, 9], 5), free([9, 0, 0], 5)],
      [0, 0, 0],
    ],
    ['what holds, holds', [free([0]), free([0, 1, 2], 3), free([0, 1, 2], 0.1)], [0, 0, -1]],
    ['one vertex', [free([5, 4, 3])], [1]],
  ])('%s', (_, line, expected) => {
    expect(chooseOffsets(line)).toEqual(expected);
  });

  it('is the cheapest of all', () => {
    const random = randomSequence(8);
    for (let n = 0; n < 200; n++) {
      const line = Array.from({ length: 4 }, () => free(Array.from({ length: 5 }, random), random()));
      const cost = (offsets: readonly number[]): number =>
        offsets.reduce(
          (sum, offset, v) =>
            sum + line[v].costs[offset + 2] + (v ? line[v].bend * (offset - offsets[v - 1]) ** 2 : 0),
          0,
        );
      const all = Array.from({ length: 5 ** 4 }, (_, code) =>
        Array.from({ length: 4 }, (__, v) => (Math.floor(code / 5 ** v) % 5) - 2),
      );
      expect(cost(chooseOffsets(line))).toBeCloseTo(Math.min(...all.map(cost)), 12);
    }
  });
});

describe('isMaskLike', () => {
  // three regions around one centre
  const labels = {
    width: 128,
    height: 128,
    values: Uint8Array.from({ length: 128 * 128 }, (_, at) => {
      const out = distanceTo([60, 70], [at % 128, Math.floor(at / 128)]);
      return out < 15 ? 3 : out < 25 ? 2 : out < 40 ? 1 : 0;
    }),
  };

  it.each([
    ['a flat plane', { width: 3, height: 1, values: Float32Array.of(5, 5, 5) }, true],
    ['two values, however they lie', asciiPlane('#.#. .#.# #.#.'), true],
    ['regions of several labels', labels, true],
    ['the same as floats', { ...labels, values: Float32Array.from(labels.values) }, true],
    [
      'regions, but no integers',
      { ...labels, values: Float32Array.from(labels.values, (v) => v / 2) },
      false,
    ],
    [
      'bytes of noise',
      { width: 40, height: 40, values: Uint8Array.from({ length: 1600 }, randomByte()) },
      false,
    ],
    ['a picture without noise', image(0, 1), false],
    [
      'a picture, saturated on both sides',
      { ...image(0, 1), values: image(0, 1).values.map((v) => (v < 70 ? 70 : Math.min(v, 170))) },
      false,
    ],
    [
      'more labels than a byte has',
      { width: 300, height: 3, values: Uint16Array.from({ length: 900 }, (_, n) => n % 300) },
      false,
    ],
  ])('%s: %p', (_, plane, expected) => {
    expect(isMaskLike(plane)).toBe(expected);
  });
});

function randomByte(): () => number {
  const random = randomSequence(2);
  return () => Math.floor(random() * 256);
}
