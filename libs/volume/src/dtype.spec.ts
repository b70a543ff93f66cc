import { describe, expect, it } from '@jest/globals';
import { TYPED_ARRAYS, allocateVoxels, bytesPerVoxel, dtypeOf, type Dtype } from './dtype.js';

const TABLE: readonly [Dtype, bytes: number, beyond: number, stored: number][] = [
  ['uint8', 1, 256, 0],
  ['int8', 1, 128, -128],
  ['uint16', 2, 65_536, 0],
  ['int16', 2, 32_768, -32_768],
  ['uint32', 4, 4_294_967_296, 0],
  ['int32', 4, 2_147_483_648, -2_147_483_648],
  ['float32', 4, 0.1, Math.fround(0.1)],
  ['float64', 8, 0.1, 0.1],
];

describe('the dtype table', () => {
  it('is covered by the cases below', () => {
    expect(TABLE.map(([dtype]) => dtype).sort()).toEqual(Object.keys(TYPED_ARRAYS).sort());
  });

  it.each(TABLE)('%s has %i bytes a voxel and stores %d as %d', (dtype, bytes, beyond, stored) => {
    const voxels = allocateVoxels(dtype, 3);
    expect(bytesPerVoxel(dtype)).toBe(bytes);
    expect(voxels.byteLength).toBe(3 * bytes);
    expect([...voxels]).toEqual([0, 0, 0]);
    voxels[1] = beyond;
    expect(voxels[1]).toBe(stored);
  });

  it.each(TABLE)('%s is found again from its voxels', (dtype) => {
    expect(dtypeOf(allocateVoxels(dtype, 1))).toBe(dtype);
  });

  it('finds the dtype of a Buffer, which Node reads files into', () => {
    expect(dtypeOf<Dtype>(Buffer.from([1, 2]))).toBe('uint8');
  });

  it('refuses an array that is in no row', () => {
    // Callers in plain JavaScript can hand over anything.
    const foreign = new BigInt64Array(1) as unknown as Uint8Array<ArrayBuffer>;
    expect(() => dtypeOf(foreign)).toThrow(TypeError);
  });
});
