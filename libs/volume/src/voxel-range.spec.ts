import { describe, expect, it } from '@jest/globals';
import { TYPED_ARRAYS, allocateVoxels, type Dtype } from './dtype.js';
import { voxelRange } from './voxel-range.js';

describe('which values an image holds', () => {
  it.each<[string, readonly number[], readonly [number, number] | undefined, number]>([
    ['no voxel', [], undefined, 0],
    ['one', [7], [7, 7], 0],
    ['falling', [3, 2, -1], [-1, 3], 0],
    ['rising', [-3, -2, -1], [-3, -1], 0],
    ['NaN between', [1, NaN, 2], [1, 2], 1],
    ['NaN first', [NaN, 5, 4], [4, 5], 1],
    ['infinities, which are no extremes', [-Infinity, 0.5, Infinity], [0.5, 0.5], 2],
    ['nothing finite', [NaN, Infinity, -Infinity], undefined, 3],
    ['the edges of float64', [Number.MAX_VALUE, -Number.MAX_VALUE], [-Number.MAX_VALUE, Number.MAX_VALUE], 0],
  ])('%s', (_what, values, finite, notFinite) => {
    expect(voxelRange(Float64Array.from(values))).toEqual({ finite, notFinite });
  });

  it.each(Object.keys(TYPED_ARRAYS) as Dtype[])('%s', (dtype) => {
    const voxels = allocateVoxels(dtype, 5);
    voxels.set([4, 1, 9, 2, 6]);
    expect(voxelRange(voxels)).toEqual({ finite: [1, 9], notFinite: 0 });
  });
});
