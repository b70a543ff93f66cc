import { describe, expect, it } from '@jest/globals';
import { findNumber } from './number-text.js';

describe('findNumber', () => {
  it.each<[value: unknown, number: number | undefined, reason: string]>([
    [12, 12, 'a number'],
    [-0.5, -0.5, 'a number below zero'],
    ['12', 12, 'its text'],
    [' -3.50 ', -3.5, 'with a sign, a fraction and blanks'],
    ['+.5', 0.5, 'nothing before the point'],
    ['5.', 5, 'nothing after it'],
    ['1e3', 1000, 'an exponent'],
    ['', undefined, 'Number takes the empty text for 0'],
    ['  ', undefined, 'and blanks too'],
    ['0x10', undefined, 'and hexadecimal'],
    ['1,5', undefined, 'a comma may be a point or may part two numbers'],
    ['12 mm', undefined, 'a unit'],
    ['Infinity', undefined, 'no voxel is there'],
    ['1e999', undefined, 'nor there'],
    [NaN, undefined, 'relaxed JSON has it'],
    [Infinity, undefined, 'relaxed JSON has it, and JSON in 1e999'],
    [true, undefined, 'not 1'],
    [null, undefined, 'not 0'],
    [undefined, undefined, 'nothing'],
    [[7], undefined, 'Number takes a list of one for it'],
    [{}, undefined, 'an object'],
  ])('%j -> %p: %s', (value, number) => {
    expect(findNumber(value)).toBe(number);
  });

  it('refuses a long text at once', () => {
    const start = performance.now();
    expect(findNumber(`${'1'.repeat(1_000_000)}x`)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });
});
