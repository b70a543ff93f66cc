import { describe, expect, it } from '@jest/globals';
import { MalformedImage } from '@aiaa/volume/errors';
import { HOST_LITTLE_ENDIAN } from './host-byte-order.js';
import type { StoredType } from './stored-type.js';
import { codedBytes, voxelCoding } from './voxel-coding.js';

describe('the dtype of the volume', () => {
  it.each<[StoredType, slope: number, inter: number, string, reason: string]>([
    ['uint8', 1, 0, 'uint8', 'nothing is scaled'],
    ['int64', 1, 0, 'float64', 'volumes have no 64-bit integers'],
    ['uint64', 1, 0, 'float64', 'volumes have no 64-bit integers'],
    ['int16', 0.5, 0, 'float32', 'scaled'],
    ['int16', 1, -1024, 'float32', 'shifted'],
    ['float64', 0.5, 0, 'float64', 'scaled, but wide already'],
    ['int64', 0.5, 0, 'float64', 'scaled, but wide already'],
    ['uint8', 1e36, 0, 'float32', 'at most 2.6e38, which float32 has'],
    ['uint8', 2e36, 0, 'float64', 'up to 5.1e38, which float32 has not'],
    ['int16', -1e34, 0, 'float64', 'down to -3.3e38 - as far as is known'],
    ['uint8', 1e36, 3e38, 'float64', 'slope and intercept together'],
    ['uint32', 1e30, 0, 'float64', 'up to 4.3e39'],
    ['float32', 1e38, 0, 'float32', 'a float may be infinite'],
  ])('of %s * %d + %d is %s%.0s', (stored, slope, inter, dtype) => {
    expect(voxelCoding(stored, true, { slope, inter }).dtype).toBe(dtype);
  });

  it('is what its memory is counted in', () => {
    expect(codedBytes(voxelCoding('int16', true), 10)).toBe(20);
    expect(codedBytes(voxelCoding('int16', true, { slope: 2, inter: 0 }), 10)).toBe(40);
  });
});

it('carries a scale only where it changes something', () => {
  expect(voxelCoding('int16', true, { slope: 1, inter: 0 })).not.toHaveProperty('scale');
  expect(voxelCoding('int16', true, { slope: 1, inter: 1 }).scale).toEqual({ slope: 1, inter: 1 });
});

it('swaps what is not in the byte order of the machine', () => {
  expect(voxelCoding('int16', HOST_LITTLE_ENDIAN).swapped).toBe(false);
  expect(voxelCoding('int16', !HOST_LITTLE_ENDIAN).swapped).toBe(true);
});

it('refuses a scale that takes integers beyond every number', () => {
  expect(() => voxelCoding('int64', true, { slope: 1e300, inter: 0 })).toThrow(MalformedImage);
  expect(() => voxelCoding('int16', true, { slope: 1e304, inter: 1.7e308 })).toThrow(
    'The file scales its int16 voxels by 1e+304 and adds 1.7e+308: no number is that large.',
  );
});
