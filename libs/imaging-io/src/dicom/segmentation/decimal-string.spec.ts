import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalString } from './decimal-string.js';

describe('a decimal string', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [-177.75, '-177.75'],
    [1 / 3, '0.33333333333333'],
    [-1 / 3, '-0.3333333333333'],
    [-0.12345678901234568, '-0.1234567890123'],
    [1e-7, '1e-7'],
    [-1.2345678901234e-120, '-1.234567890e-120'],
    [123456789.12345679, '123456789.123457'],
    [1e21, '1e+21'],
  ])('of %d is %s', (value, expected) => {
    expect(Number(decimalString(value))).toBeCloseTo(Number(expected), 12);
    expect(decimalString(value).length).toBeLessThanOrEqual(16);
  });

  it('has at most 16 letters, and gives back nine digits of any number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = decimalString(value);
        expect(text).toMatch(/^-?[0-9.]+(e[+-]?\d+)?$/);
        expect(text.length).toBeLessThanOrEqual(16);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(1e-8 * Math.abs(value));
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity])('of %d cannot be', (value) => {
    expect(() => decimalString(value)).toThrow(RangeError);
  });
});
