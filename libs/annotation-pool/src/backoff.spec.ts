import { describe, expect, it } from '@jest/globals';
import { backoff } from './backoff.js';

describe('backoff', () => {
  it.each([
    [0, 0, 'a worker that died at work is replaced at once'],
    [1, 100, 'one failed start'],
    [2, 200, 'twice as long'],
    [5, 1600, 'and so on'],
    [9, 25_600, 'just under the longest'],
    [10, 30_000, 'the longest'],
    [5000, 30_000, 'for ever'],
  ])('after %i failed starts: %i ms (%s)', (failedStarts, milliseconds) => {
    expect(backoff(failedStarts)).toBe(milliseconds);
  });
});
