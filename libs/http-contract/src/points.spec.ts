import { describe, expect, it } from '@jest/globals';
import { LimitExceeded } from '@aiaa/volume/errors';
import { MalformedRequest } from './errors/index.js';
import { decodePoint, decodePoints, findPoints } from './points.js';

const refusalOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

const EXPECTED = 'a point is a list of its x, y and z, or of the x and y of a picture.';

describe('decodePoints', () => {
  it.each<[value: unknown, points: readonly (readonly number[])[], reason: string]>([
    [[[93, 106, 64], [40, 108, 64]], [[93, 106, 64], [40, 108, 64]], 'clients since March 2021'],
    ['[[93,106,64],[40,108,64]]', [[93, 106, 64], [40, 108, 64]], 'the API page, and clients before'],
    [' [[93,106,64],] ', [[93, 106, 64]], 'a text with a comma too many'],
    ['[[1, 2, 3], // first\n]', [[1, 2, 3]], 'a text with a comment'],
    [[[12.25, 30.999, 7]], [[12.25, 30.999, 7]], 'OHIF and XNAT: floats, not rounded'],
    [[[-4, 1e6, 7]], [[-4, 1e6, 7]], 'far outside any image, not clamped'],
    [[['12', ' 30 ', '7.5']], [[12, 30, 7.5]], 'numbers as text'],
    ['[["12","30","7"]]', [[12, 30, 7]], 'numbers as text in a text'],
    [[[10, 20]], [[10, 20, 0]], 'a picture'],
    [[1, 2, 3], [[1, 2, 3]], 'one point without its list'],
    ['[1, 2, 3]', [[1, 2, 3]], 'the same in a text'],
    [[], [], 'none'],
    ['[]', [], 'the API page: none, in a text'],
    ['', [], 'an empty text'],
    [null, [], 'null says nothing'],
    ['null', [], 'nor does its text'],
    [undefined, [], 'absent'],
  ])('%j -> %j: %s', (value, points) => {
    expect(decodePoints(value, 'points')).toEqual(points);
  }); // prettier-ignore

  it.each<[value: unknown, message: string]>([
    [[[1, 2, 3], [1, NaN, 3]], `points[1] is [1,"NaN",3]; ${EXPECTED}`],
    ['[[NaN, 2, 3]]', `points[0] is ["NaN",2,3]; ${EXPECTED}`],
    ['[[1e999, 2, 3]]', `points[0] is ["Infinity",2,3]; ${EXPECTED}`],
    [[[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, null, 3]], `points[3] is [1,null,3]; ${EXPECTED}`],
    [[[1, 2, 'x']], `points[0] is [1,2,"x"]; ${EXPECTED}`],
    [[[1, 2, '']], `points[0] is [1,2,""]; ${EXPECTED}`],
    [[[1, 2, true]], `points[0] is [1,2,true]; ${EXPECTED}`],
    [[[1, 2, 3, 4]], `points[0] is [1,2,3,4]; ${EXPECTED}`],
    [[[1]], `points[0] is [1]; ${EXPECTED}`],
    [[[]], `points[0] is []; ${EXPECTED}`],
    [[null], `points[0] is null; ${EXPECTED}`],
    [[undefined], `points[0] is undefined; ${EXPECTED}`],
    [[{ x: 1, y: 2, z: 3 }], `points[0] is {"x":1,"y":2,"z":3}; ${EXPECTED}`],
    [[[[1, 2, 3]]], `points[0] is [[1,2,3]]; ${EXPECTED}`],
    [['[1,2,3]'], `points[0] is "[1,2,3]"; ${EXPECTED}`],
    [[1, 2, 3, 4, 5, 6], `points[0] is 1; ${EXPECTED}`],
    [[[['x'.repeat(100)]]], `points[0] is [["${'x'.repeat(57)}...; ${EXPECTED}`],
    [7, 'points is 7; a list was expected.'],
    [true, 'points is true; a list was expected.'],
    [{}, 'points is {}; a list was expected.'],
    ['7', 'points is "7"; a list was expected.'],
    ['{"a":[[1,2,3]]}', 'points is "{\\"a\\":[[1,2,3]]}"; a list was expected.'],
    ['[[1,2', 'The values of points are no JSON: a JSON list was expected, not [[1,2.'],
    ['(1,2,3)', 'The values of points are no JSON: a JSON list was expected, not (1,2,3).'],
  ])('refuses %j', (value, message) => {
    expect(refusalOf(() => decodePoints(value, 'points'))).toEqual(new MalformedRequest(message));
  }); // prettier-ignore

  it('takes 100 000 points, in either spelling, and not one more', () => {
    const points = (count: number): number[][] => Array.from({ length: count }, (_, i) => [i, i, i]);
    expect(decodePoints(points(100_000), 'points')).toHaveLength(100_000);
    expect(decodePoints(JSON.stringify(points(100_000)), 'points')).toHaveLength(100_000);
    for (const spelling of [points(100_001), JSON.stringify(points(100_001))]) {
      expect(refusalOf(() => decodePoints(spelling, 'points'))).toEqual(
        new LimitExceeded('There are 100001 points in points, above the limit of 100000.'),
      );
    }
  });

  it.each<[string, string]>([
    ['a million points', `[${'[1,2,3],'.repeat(999_999)}[1,2,3]]`],
    ['a text beyond its limit', ' '.repeat(8_000_000) + '[]'],
    ['brackets alone', '['.repeat(4_000_000)],
    ['deep nesting', `${'['.repeat(65)}${']'.repeat(65)}`],
  ])('refuses %s at once', (_, text) => {
    const start = performance.now();
    expect(() => decodePoints(text, 'points')).toThrow(LimitExceeded);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('decodePoint', () => {
  it.each<[value: unknown, point: readonly number[] | undefined, reason: string]>([
    [[1, 2, 3], [1, 2, 3], 'flat: the Python client'],
    [[[1, 2, 3]], [1, 2, 3], 'nested: Slicer'],
    [[[12.5, 3.25, 7]], [12.5, 3.25, 7], 'nested, floats: OHIF'],
    ['[[1,2,3]]', [1, 2, 3], 'nested in a text'],
    ['[1,2,3]', [1, 2, 3], 'flat in a text'],
    [[5, 6], [5, 6, 0], 'of a picture'],
    [[], undefined, 'an empty list'],
    [null, undefined, 'null'],
    ['', undefined, 'an empty text'],
    [undefined, undefined, 'absent'],
  ])('%j -> %j: %s', (value, point) => {
    expect(decodePoint(value, 'current_point')).toEqual(point);
  });

  it.each<[value: unknown, message: string]>([
    [[[1, 2, 3], [4, 5, 6]], `current_point is [[1,2,3],[4,5,6]]; ${EXPECTED}`],
    [[[[1, 2, 3]]], `current_point is [[[1,2,3]]]; ${EXPECTED}`],
    [[1, NaN, 3], `current_point is [1,"NaN",3]; ${EXPECTED}`],
    [[[]], `current_point is [[]]; ${EXPECTED}`],
    [3, 'current_point is 3; a list was expected.'],
  ])('refuses %j', (value, message) => {
    expect(refusalOf(() => decodePoint(value, 'current_point'))).toEqual(new MalformedRequest(message));
  }); // prettier-ignore
});

describe('findPoints', () => {
  it.each<[value: unknown, points: readonly (readonly number[])[] | undefined, reason: string]>([
    [[[1, 2, 3], [4.5, '5', 6]], [[1, 2, 3], [4.5, 5, 6]], 'a list of points'],
    ['[[1,2,3]]', [[1, 2, 3]], 'in a text'],
    [[], [], 'none'],
    ['[]', [], 'none, in a text'],
    [[1, 2, 3], undefined, 'the sample data of the API page'],
    [[[1, 2], [3, 4], [5, 6]], undefined, 'ranges, perhaps'],
    [[[1, 2, 3], [1, 2]], undefined, 'mixed'],
    [[[1, 2, 3], null], undefined, 'a hole'],
    [[[1, 2, 'x']], undefined, 'text'],
    [[[1, 2, NaN]], undefined, 'no number'],
    [[[[1, 2, 3]]], undefined, 'deeper'],
    ['[[[1,2,3]]]', undefined, 'deeper, in a text'],
    ['[[1,2,3],]', undefined, 'no JSON: under an unknown name only JSON counts'],
    ['[{"x":1}]', undefined, 'objects'],
    ['a spleen [[1,2,3]]', undefined, 'words'],
    ['', undefined, 'an empty text'],
    ['1', undefined, 'a number in a text'],
    [`[${'[1,2,3],'.repeat(100_001)}[1,2,3]]`, undefined, 'a text of too many'],
    [7, undefined, 'a number'],
    [null, undefined, 'null'],
    [{ 0: [1, 2, 3], length: 1 }, undefined, 'like a list, but none'],
  ])('%.40j -> %j: %s', (value, points) => {
    expect(findPoints(value)).toEqual(points);
  }); // prettier-ignore

  it.each<[string, string]>([
    ['three million names', `[{${Array.from({ length: 3_000_000 }, (_, i) => `"${i}x":1`).join()}}]`],
    ['brackets alone', `${'['.repeat(4_000_000)}${']'.repeat(4_000_000)}`],
  ])('finds none in a text of %s, at once', (_, text) => {
    const start = performance.now();
    expect(findPoints(text)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1200);
  });
});
