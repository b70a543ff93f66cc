import { describe, expect, it } from '@jest/globals';
import { nestingOf } from './nesting.js';

describe('nestingOf', () => {
  it.each([
    ['', 0],
    ['1', 0],
    ['{}', 1],
    ['[[1],[2,[3]],[4]]', 3],
    ['{"a":[{"b":1}]}', 3],
    ['{"a[[[":"}]]\\"[[["}', 1],
    ['{"a\\\\":[1]}', 2],
    [']]][[', 0],
    ['[[[', 3],
  ])('%s -> %i', (json, depth) => {
    expect(nestingOf(json)).toBe(depth);
  });
});
