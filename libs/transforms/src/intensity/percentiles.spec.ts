import { describe, expect, it } from '@jest/globals';
import type { Voxels } from '@aiaa/volume';
import fc from 'fast-check';
import { percentiles } from './percentiles.js';
import { valuesAtRanks } from './values-at-ranks.js';

const SEEDED = { seed: 20_240_229, numRuns: 200 };

describe('percentiles', () => {
  it.each<[string, readonly number[], number, number]>([
    ['the lowest', [5, 1, 3], 0, 1],
    ['the highest', [5, 1, 3], 100, 5],
    ['the middle', [5, 1, 3], 50, 3],
    ['between two', [10, 20], 25, 12.5],
    ['of one', [7], 33, 7],
    ['below zero', [-3, -1, -2, -4], 50, -2.5],
    ['nothing to share', [2, 2, 2, 9], 60, 2],
    ['an infinite neighbour without weight', [0, 1, Infinity], 50, 1],
    ['an infinite neighbour', [0, 1, Infinity], 60, Infinity],
    ['both infinite', [Infinity, Infinity, 0], 80, Infinity],
    ['the lowest of all', [-Infinity, 0, 1], 0, -Infinity],
    ['any NaN', [1, NaN, 2], 0, NaN],
    ['no values', [], 50, NaN],
  ])('%s: of %j, percentile %f is %f', (_, values, percent, expected) => {
    expect(percentiles(Float32Array.from(values), [percent])).toEqual([expected]);
  });

  it('knows a NaN by its bits, whatever its sign and payload', () => {
    for (const bits of [0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001, 0x7fffffff, 0xffffffff]) {
      const values = new Float32Array(Uint32Array.of(bits, 0, 0x3f800000).buffer);
      expect(percentiles(values, [0, 100])).toEqual([NaN, NaN]);
    }
  });
});

describe('values at ranks', () => {
  const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

  it('are those of the sorted values, for any float32 values', () => {
    const floats = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(floats, fc.nat(), (values, seed) => {
        const ranks = [0, seed % values.length, values.length - 1];
        const found = valuesAtRanks(Float32Array.from(values), ranks);
        // 0 and -0 are one value
        expect(found.map((value) => value + 0)).toEqual(ranks.map((rank) => sorted(values)[rank] + 0));
      }),
      SEEDED,
    );
  });

  it.each<[string, Voxels]>([
    ['uint8', Uint8Array.of(200, 3, 255, 0)],
    ['int16', Int16Array.of(-1024, 3071, 0, -1)],
    ['uint16', Uint16Array.of(65_535, 1, 40_000, 9)],
    ['int32', Int32Array.of(-70_000, 5, 70_000, 0)],
    ['float64', Float64Array.of(0.5, -0.25, 1e30, -1e-30)],
  ])('are found among %s too', (_, values) => {
    const expected = sorted([...values]).map(Math.fround);
    expect(valuesAtRanks(values, [0, 1, 2, 3])).toEqual(expected);
  });

  it('are exact beyond one block of values', () => {
    const values = Float32Array.from({ length: 50_001 }, (_, at) => ((at * 7919) % 50_001) / 3 - 5000);
    const ranks = [0, 1, 24_999, 25_000, 49_999, 50_000];
    expect(valuesAtRanks(values, ranks)).toEqual(ranks.map((rank) => Math.fround(rank / 3 - 5000)));
  });

  it('are refused where there are not so many values', () => {
    expect(() => valuesAtRanks(Float32Array.of(1, 2), [2])).toThrow(
      expect.objectContaining({ tag: 'BrokenInvariant' }),
    );
  });
});
