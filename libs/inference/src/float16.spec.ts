import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromFloat16, toFloat16 } from './float16.js';

const bitsOf = (value: number): number => toFloat16(Float32Array.of(value))[0];
const valueOf = (bits: number): number => fromFloat16(Uint16Array.of(bits))[0];

describe('half precision', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519.99, 0x7bff],
    [65_520, 0x7c00],
    [1e30, 0x7c00],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000], // half of the least, to the even
    [1.5 * 2 ** -24, 0x0002],
    [2 ** -25 * 1.0001, 0x0001],
    [1e-30, 0x0000],
    [1 + 2 ** -11, 0x3c00], // between two, to the even
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 - 2 ** -12, 0x4000], // carries into the exponent
    [1 / 3, 0x3555],
  ])('%d is 0x%s', (value, bits) => {
    expect(bitsOf(value)).toBe(bits);
  });

  it('keeps what is not a number', () => {
    expect(bitsOf(NaN) & 0x7c00).toBe(0x7c00);
    expect(bitsOf(NaN) & 0x3ff).not.toBe(0);
    expect(valueOf(0x7e00)).toBeNaN();
    expect(valueOf(0x7c01)).toBeNaN();
  });

  it('comes back as it went, all 65536 of them', () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);
    const isNumber = (bits: number): boolean => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0;
    const back = toFloat16(fromFloat16(all));
    expect(all.every((bits, at) => !isNumber(bits) || back[at] === bits)).toBe(true);
  });

  it('takes the nearest of all there are', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: -65_504, max: 65_504 }), (value) => {
        const bits = bitsOf(value);
        const error = Math.abs(valueOf(bits) - value);
        for (const neighbour of [bits - 1, bits + 1]) {
          const other = valueOf(neighbour & 0xffff);
          if (Number.isFinite(other)) expect(error).toBeLessThanOrEqual(Math.abs(other - value));
        }
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('reads a part of a buffer', () => {
    expect([...toFloat16(Float32Array.of(7, 1, 2).subarray(1))]).toEqual([0x3c00, 0x4000]);
  });
});
