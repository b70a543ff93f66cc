import { describe, expect, it } from '@jest/globals';
import type { Clicks } from '@aiaa/annotator';
import { voxelPoint } from '@aiaa/volume';
import { LimitExceeded } from '@aiaa/volume/errors';
import { MalformedRequest } from '../errors/index.js';
import { decodeClicks, requireClicks } from './clicks.js';
import { decodeParamsText, type Params } from './params-text.js';

const at = voxelPoint;

describe('decodeClicks', () => {
  it.each<[client: string, params: Params, clicks: Clicks]>([
    [
      'the Python client',
      { foreground: [[1, 2, 3]], background: [], current_point: [1, 2, 3], spatial_size: [1, 256, 256] },
      {
        lists: { foreground: [at(1, 2, 3)], background: [] },
        current: at(1, 2, 3),
        spatialSize: [1, 256, 256],
      },
    ],
    [
      'Slicer',
      { foreground: [[66, 180, 105], [66, 180, 106]], background: [[4, 5, 6]], current_point: [[4, 5, 6]] },
      {
        lists: { foreground: [at(66, 180, 105), at(66, 180, 106)], background: [at(4, 5, 6)] },
        current: at(4, 5, 6),
      },
    ],
    [
      'MITK',
      { foreground: [[1, 2, 3]], background: [] },
      { lists: { foreground: [at(1, 2, 3)], background: [] } },
    ],
    [
      'MITK before March 2021',
      { foreground: '[[1,2,3]]', background: '[]' },
      { lists: { foreground: [at(1, 2, 3)], background: [] } },
    ],
    [
      'OHIF',
      {
        foreground: [[120.5, 98.25, 40]],
        background: [],
        current_point: [[120.5, 98.25, 40]],
        result_extension: '.nrrd',
        result_dtype: 'uint16',
        result_compress: true,
      },
      { lists: { foreground: [at(120.5, 98.25, 40)], background: [] }, current: at(120.5, 98.25, 40) },
    ],
    [
      'XNAT',
      { foreground: [], background: [[33.3, 44.4, 9]], result_extension: '.nii.gz' },
      { lists: { foreground: [], background: [at(33.3, 44.4, 9)] } },
    ],
    [
      'DeepEdit of MONAI Label: lists by label',
      { spleen: [[1, 2, 3]], 'left kidney': '[[4,5,6]]', liver: [], background: [[7, 8, 9]] },
      {
        lists: {
          foreground: [],
          background: [at(7, 8, 9)],
          spleen: [at(1, 2, 3)],
          'left kidney': [at(4, 5, 6)],
        },
      },
    ],
    [
      'a picture',
      { foreground: [[10, 20]], current_point: [10, 20], spatial_size: [256, 256] },
      {
        lists: { foreground: [at(10, 20, 0)], background: [] },
        current: at(10, 20, 0),
        spatialSize: [256, 256],
      },
    ],
    [
      'one slice by its number',
      { foreground: [1, 2, 3], slice: 3 },
      { lists: { foreground: [at(1, 2, 3)], background: [] }, slice: 3 },
    ],
    [
      'the first slice, as text',
      { foreground: [[1, 2, 0]], slice: '0' },
      { lists: { foreground: [at(1, 2, 0)], background: [] }, slice: 0 },
    ],
    [
      'optional things left empty',
      { foreground: [[1, 2, 3]], background: null, current_point: [], spatial_size: '', slice: null },
      { lists: { foreground: [at(1, 2, 3)], background: [] } },
    ],
    [
      'extreme points beside, which are no label',
      { foreground: [[1, 2, 3]], points: [[7, 7, 7]], extreme_points: [[7, 7, 7]], sigma: [[3, 3, 3]] },
      { lists: { foreground: [at(1, 2, 3)], background: [] } },
    ],
    [
      'relics beside, which are no points',
      { foreground: [[1, 2, 3]], mydata: [1, 2, 3], window: [[0, 10], [5, 20]], name: 'x', on: true },
      { lists: { foreground: [at(1, 2, 3)], background: [] } },
    ],
  ])('%s', (_, params, clicks) => {
    expect(decodeClicks(params)).toEqual(clicks);
  }); // prettier-ignore

  it('keeps a label called __proto__ a label', () => {
    const clicks = decodeClicks(decodeParamsText('{"__proto__":[[1,2,3]]}', 1000));
    expect(Object.keys(clicks?.lists ?? {})).toEqual(['foreground', 'background', '__proto__']);
    expect(Object.getPrototypeOf(clicks?.lists)).toBe(Object.prototype);
  });

  it('refuses more than 100 000 clicks, however they are spread', () => {
    const clicks = (count: number): number[][] => Array(count).fill([1, 2, 3]);
    const spread = (last: number): Params => ({
      foreground: clicks(40_000),
      background: clicks(30_000),
      spleen: clicks(last),
    });
    expect(decodeClicks(spread(30_000))?.lists['spleen']).toHaveLength(30_000);
    expect(() => decodeClicks(spread(30_001))).toThrow(
      new LimitExceeded('There are 100001 points in all lists together, above the limit of 100000.'),
    );
    expect(() => decodeClicks({ foreground: clicks(1_000_000) })).toThrow(LimitExceeded);
  });

  it.each<[params: Params, message: string]>([
    [{ foreground: [[1, 2, 3], [1, 2]], background: [[1, 2, 'x']] }, 'background[0] is [1,2,"x"]'],
    [{ foreground: [[1, 2, 3], ['a', 2, 3]] }, 'foreground[1] is ["a",2,3]'],
    [{ foreground: 'left' }, 'The values of foreground are no JSON'],
    [{ foreground: 7 }, 'foreground is 7; a list was expected.'],
    [{ current_point: [[1, 2, 3], [1, 2, 3]] }, 'current_point is [[1,2,3],[1,2,3]]'],
    [{ foreground: [[1, 2, 3]], slice: 'top' }, 'slice is "top"; the number of a slice, counted from 0, was expected.'],
    [{ foreground: [[1, 2, 3]], slice: 20.4 }, 'slice is 20.4'],
    [{ foreground: [[1, 2, 3]], slice: [3] }, 'slice is [3]'],
    [{ foreground: [[1, 2, 3]], slice: true }, 'slice is true'],
    [{ foreground: [[1, 2, 3]], slice: NaN }, 'slice is "NaN"'],
  ])('refuses %j: %s', (params, message) => {
    expect(() => decodeClicks(params)).toThrow(MalformedRequest);
    expect(() => decodeClicks(params)).toThrow(message);
  }); // prettier-ignore
});

describe('without a click', () => {
  const NONE: Params[] = [
    {},
    { foreground: [], background: [] },
    { foreground: '[]', background: '[]' },
    { foreground: null },
    { spleen: [] },
    { current_point: [[1, 2, 3]], spatial_size: [128, 128], slice: 4 },
    { points: [[1, 2, 3]] },
  ];

  it.each(NONE)('%j holds no clicks', (params) => {
    expect(decodeClicks(params)).toBeUndefined();
  });

  it.each(NONE)('%j is refused where one is needed', (params) => {
    expect(() => requireClicks(params)).toThrow(
      new MalformedRequest(
        'The params hold no click: send at least one point, such as {"foreground": [[93, 106, 64]], "background": []}.',
      ),
    );
  });

  it('is not so with one', () => {
    expect(requireClicks({ background: [[1, 2, 3]] })).toEqual({
      lists: { foreground: [], background: [at(1, 2, 3)] },
    });
  });
});
