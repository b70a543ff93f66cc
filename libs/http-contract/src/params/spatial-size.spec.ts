import { describe, expect, it } from '@jest/globals';
import { MalformedRequest } from '../errors/index.js';
import { decodeSpatialSize } from './spatial-size.js';

describe('decodeSpatialSize', () => {
  it.each<[value: unknown, sides: readonly number[] | undefined, reason: string]>([
    [[128, 128], [128, 128], 'what Slicer proposes'],
    [[128, 256, 256], [128, 256, 256], 'its other proposal'],
    [[1, 256, 256], [1, 256, 256], 'the Python client'],
    ['[128, 128]', [128, 128], 'as text'],
    ['[128, 128,]', [128, 128], 'as relaxed text'],
    [['128', '128'], [128, 128], 'sides as text'],
    [[128.0, 65_536], [128, 65_536], 'the longest side'],
    [[], undefined, 'the field left empty'],
    ['[]', undefined, 'left empty, as text'],
    ['', undefined, 'an empty text'],
    [null, undefined, 'null'],
    [undefined, undefined, 'absent'],
  ])('%j -> %j: %s', (value, sides) => {
    expect(decodeSpatialSize(value)).toEqual(sides);
  });

  it.each([
    [[128]],
    [[1, 2, 3, 4]],
    [[128, 0]],
    [[-128, 128]],
    [[128.5, 128]],
    [[128, 65_537]],
    [[128, 1e300]],
    [[128, 'wide']],
    [[128, null]],
    [[[128, 128]]],
    ['[128, 0]'],
  ])('refuses %j', (value) => {
    expect(() => decodeSpatialSize(value)).toThrow(
      new MalformedRequest(
        `spatial_size is ${JSON.stringify(value)}; x and y, or depth, x and y were expected: whole numbers from 1 to 65536.`,
      ),
    );
  });

  it.each([[128], ['128 x 128'], [{ x: 128 }], [true]])('refuses %j, which is no list', (value) => {
    expect(() => decodeSpatialSize(value)).toThrow(MalformedRequest);
  });
});
