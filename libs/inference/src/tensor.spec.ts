import { describe, expect, it } from '@jest/globals';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { formatDims, makeTensor } from './tensor.js';

describe('makeTensor', () => {
  it('keeps the array it is given', () => {
    const data = new Float32Array(6);
    expect(makeTensor([1, 2, 3], data)).toEqual({ dtype: 'float32', dims: [1, 2, 3], data });
    expect(makeTensor([1, 2, 3], data).data).toBe(data);
  });

  it('takes one number for no dims at all', () => {
    expect(makeTensor([], new Float32Array(1)).dims).toEqual([]);
  });

  it('refuses data that do not fill the dims', () => {
    expect(() => makeTensor([2, 2], new Float32Array(3))).toThrow(
      new BrokenInvariant('3 numbers do not fill a tensor of 2 x 2.'),
    );
  });
});

describe('formatDims', () => {
  it('names open dimensions', () => {
    expect(formatDims([1, 'X', 96])).toBe('1 x X x 96');
  });
});
