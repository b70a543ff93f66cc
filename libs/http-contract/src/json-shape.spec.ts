import { describe, expect, it } from '@jest/globals';
import { jsonShape } from './json-shape.js';

describe('jsonShape', () => {
  it.each([
    ['', 0, 0, 0],
    ['1', 0, 0, 0],
    ['{}', 1, 1, 0],
    ['[[1],[2,[3]],[4]]', 3, 5, 0],
    ['{"a":[{"b":1}]}', 3, 3, 2],
    ['{"a[[[":"}]]\\"[[[:"}', 1, 1, 1],
    ['{"a\\\\":[1]}', 2, 2, 1],
    [']]][[', 0, 2, 0],
    ['[[[', 3, 3, 0],
  ])('%s: %i deep, %i lists and objects, %i names', (json, depth, groups, names) => {
    expect(jsonShape(json)).toEqual({ depth, groups, names });
  });
});
