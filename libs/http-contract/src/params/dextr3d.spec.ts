import { describe, expect, it } from '@jest/globals';
import { LimitExceeded } from '@aiaa/volume/errors';
import { MalformedRequest } from '../errors/index.js';
import { decodeExtremePoints } from './dextr3d.js';
import type { Params } from './params-text.js';

const SIX = [[93, 106, 64], [40, 108, 64], [29, 66, 64], [47, 20, 64], [93, 32, 64], [99, 68, 64]]; // prettier-ignore
const FLOATS = SIX.map(([x, y, z]) => [x + 0.25, y + 0.75, z]);

describe('decodeExtremePoints', () => {
  it.each<[params: Params, points: readonly number[][], reason: string]>([
    [{ points: SIX }, SIX, 'Slicer and MITK since March 2021'],
    [{ points: JSON.stringify(SIX) }, SIX, 'the API page; clients until March 2021'],
    [{ points: JSON.stringify(SIX), sigma: 3 }, SIX, 'the first clients of 2019'],
    [
      { points: FLOATS, result_extension: '.nrrd', result_dtype: 'uint16', result_compress: true },
      FLOATS,
      'OHIF: floats, neither rounded nor clamped',
    ],
    [{ points: [...SIX, [50, 60, 70]] }, [...SIX, [50, 60, 70]], 'Slicer sends what its user placed'],
    [{ extreme_points: SIX }, SIX, 'the other name'],
    [{ points: null, extreme_points: SIX }, SIX, 'the other name, the first one null'],
    [{ points: '[]', extreme_points: SIX }, SIX, 'the other name, the first one empty'],
    [{ points: SIX, extreme_points: [[0, 0, 0]] }, SIX, 'both: the one that clients send'],
    [{ points: Array(6).fill([1, 1, 1]) }, Array(6).fill([1, 1, 1]), 'six times the same point'],
  ])('%j -> %j: %s', (params, points) => {
    expect(decodeExtremePoints(params)).toEqual(points);
  });

  it.each<[params: Params, counted: string]>([
    [{}, 'no points'],
    [{ points: [] }, 'no points'],
    [{ points: '[]' }, 'no points'],
    [{ points: [1, 2, 3] }, '1 point'],
    [{ points: SIX.slice(1) }, '5 points'],
    [{ extreme_points: SIX.slice(2) }, '4 points'],
  ])('%j is refused with how many came', (params, counted) => {
    expect(() => decodeExtremePoints(params)).toThrow(
      new MalformedRequest(
        `The params hold ${counted}; extreme points are at least 6, two for each axis: where the structure begins and ends along x, y and z.`,
      ),
    );
  });

  it.each<[params: Params, place: string]>([
    [{ points: [...SIX.slice(1), [1, 2, 'z']] }, 'points[5] is [1,2,"z"]'],
    [{ points: [...SIX, [NaN, 2, 3]] }, 'points[6] is ["NaN",2,3]'],
    [{ extreme_points: [[1, 2, 3, 4]] }, 'extreme_points[0] is [1,2,3,4]'],
  ])('%j is refused with the place', (params, place) => {
    expect(() => decodeExtremePoints(params)).toThrow(MalformedRequest);
    expect(() => decodeExtremePoints(params)).toThrow(place);
  });

  it('refuses a million', () => {
    expect(() => decodeExtremePoints({ points: Array(1_000_000).fill([1, 2, 3]) })).toThrow(LimitExceeded);
  });
});
