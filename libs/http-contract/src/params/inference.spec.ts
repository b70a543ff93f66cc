import { describe, expect, it } from '@jest/globals';
import { voxelPoint } from '@aiaa/volume';
import { LimitExceeded } from '@aiaa/volume/errors';
import { MalformedRequest } from '../errors/index.js';
import { decodeInference } from './inference.js';
import type { Params } from './params-text.js';

const at = voxelPoint;

describe('decodeInference', () => {
  it.each<[params: Params, decoded: ReturnType<typeof decodeInference>, reason: string]>([
    [{}, {}, 'Slicer, segmenting'],
    [{ mydata: [1, 2, 3] }, {}, 'the API page'],
    [
      {
        foreground: [[1, 2, 3]],
        background: [],
        current_point: [[1, 2, 3]],
        spatial_size: [128, 128],
      },
      {
        clicks: {
          lists: { foreground: [at(1, 2, 3)], background: [] },
          current: at(1, 2, 3),
          spatialSize: [128, 128],
        },
      },
      'Slicer, clicking',
    ],
    [{ foreground: [], background: [], current_point: [[1, 2, 3]] }, {}, 'no click left'],
    [{ points: [[1, 2, 3], [4, 5, 6]] }, { points: [at(1, 2, 3), at(4, 5, 6)] }, 'fewer than six points'],
    [{ points: '[[1,2,3]]' }, { points: [at(1, 2, 3)] }, 'points in a text'],
    [{ extreme_points: [[1, 2, 3]] }, { points: [at(1, 2, 3)] }, 'their other name'],
    [{ points: '[]' }, {}, 'no points'],
    [
      { points: [[1, 2, 3]], spleen: [[4, 5, 6]] },
      { points: [at(1, 2, 3)], clicks: { lists: { foreground: [], background: [], spleen: [at(4, 5, 6)] } } },
      'both',
    ],
    [
      { points: 6, extreme_points: { on: true }, foreground: 'red', background: true, current_point: 'last' },
      {},
      'words and numbers that some other model may read',
    ],
    [{ points: null, foreground: null }, {}, 'null'],
  ])('%j -> %j: %s', (params, decoded) => {
    expect(decodeInference(params)).toEqual(decoded);
  }); // prettier-ignore

  it.each<[params: Params, place: string]>([
    [{ points: [[1, 2, 3], [1, 2, null]] }, 'points[1] is [1,2,null]'],
    [{ points: '[[1,2,"x"]]' }, 'points[0] is [1,2,"x"]'],
    [{ points: ' [[1,2' }, 'The values of points are no JSON'],
    [{ foreground: ['red'] }, 'foreground[0] is "red"'],
    [{ current_point: [1] }, 'current_point is [1]'],
    [{ spatial_size: [0, 0] }, 'spatial_size is [0,0]'],
  ])('refuses %j, clearly meant as points: %s', (params, place) => {
    expect(() => decodeInference(params)).toThrow(MalformedRequest);
    expect(() => decodeInference(params)).toThrow(place);
  }); // prettier-ignore

  it('refuses a million points', () => {
    expect(() => decodeInference({ points: Array(1_000_000).fill([1, 2, 3]) })).toThrow(LimitExceeded);
  });
});
