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
    [-0.1234567890123456, '-0.1234567890123'],
    [1e-7, '1e-7'],
    [-1.2345678901234e-120, '-1.23456789e-120'],
    [123456789.1234567, '123456789.123457'],
    [1e21, '1e+21'],
    [-999999999999999.5, '-1.000000000e+15'],
    [123456789012345680, '1.2345678901e+17'],
    [-Number.MAX_VALUE, '-1.79769313e+308'],
  ])('of %d is %s', (value, expected) => {
    expect(decimalString(value)).toBe(expected);
  });

  it('has at most 16 letters, and gives back seven digits of any number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = decimalString(value);
        expect(text).toMatch(/^-?[0-9.]+(e[+-]?\d+)?$/);
        expect(text.length).toBeLessThanOrEqual(16);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(1e-7 * Math.abs(value));
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity])('of %d cannot be', (value) => {
    expect(() => decimalString(value)).toThrow(RangeError);
  });
});
