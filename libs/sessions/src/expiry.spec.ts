import { describe, expect, it } from '@jest/globals';
import { effectiveExpiry, isExpired, isTouchDue } from './expiry.js';

describe('effectiveExpiry', () => {
  const bounds = { ceilingSeconds: 7200, defaultSeconds: 3600 };

  it.each<[asked: number | undefined, expected: number, reason: string]>([
    [undefined, 3600, 'absent: the default'],
    [0, 3600, '0: the default'],
    [-0, 3600, '-0 is 0'],
    [-5, 3600, 'negative: the default'],
    [Number.NaN, 3600, 'no number: the default'],
    [Number.NEGATIVE_INFINITY, 3600, 'negative'],
    [30, 30, 'asked'],
    [0.25, 0.25, 'a part of a second'],
    [7200, 7200, 'the ceiling'],
    [1e12, 7200, 'above the ceiling'],
    [Number.POSITIVE_INFINITY, 7200, 'above the ceiling'],
  ])('%d asked: %d s (%s)', (asked, expected) => {
    expect(effectiveExpiry(asked, bounds)).toBe(expected);
  });

  it('binds the default by the ceiling', () => {
    expect(effectiveExpiry(undefined, { ceilingSeconds: 60, defaultSeconds: 3600 })).toBe(60);
  });
});

describe('isExpired', () => {
  it.each([
    [0, false, 'just used'],
    [29_999, false, 'a millisecond before'],
    [30_000, true, 'at its end'],
    [1e15, true, 'long after'],
    [-1, false, 'used in the future'],
    [-1e12, false, 'a clock that jumped back by thirty years'],
  ])('30 s, %d ms after its use: %j (%s)', (age, expected) => {
    expect(isExpired({ lastUsedAt: 1e12, expirySeconds: 30 }, 1e12 + age)).toBe(expected);
  });
});

describe('isTouchDue', () => {
  it.each([
    [3600, 9_999, false, 'every 10 s'],
    [3600, 10_000, true, 'every 10 s'],
    [30, 2_999, false, 'a tenth of a short life'],
    [30, 3_000, true, 'a tenth of a short life'],
    [3600, 0, false, 'just written'],
    [3600, -1, true, 'a future use is put right'],
  ])('%d s, %d ms after the last: %j (%s)', (expirySeconds, age, expected) => {
    expect(isTouchDue({ lastUsedAt: 1e12, expirySeconds }, 1e12 + age)).toBe(expected);
  });
});
