import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE } from './affine.js';
import { planeOf, type Plane } from './plane.js';
import { makeVolume } from './volume.js';

/** Each voxel says where it is: 100 z + 10 y + x. */
const PLACES = makeVolume({
  voxels: Int16Array.from([0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]),
  size: [2, 3, 2],
  affine: IDENTITY_AFFINE,
});

describe('planeOf', () => {
  it.each<[string, 0 | 1 | 2, number, Omit<Plane, 'values'>, readonly number[]]>([
    [
      'across x: y runs along the width, z along the rows',
      0,
      1,
      { width: 3, height: 2 },
      [1, 11, 21, 101, 111, 121],
    ],
    ['across y: x runs along the width, z along the rows', 1, 2, { width: 2, height: 2 }, [20, 21, 120, 121]],
    [
      'across z: x runs along the width, y along the rows',
      2,
      1,
      { width: 2, height: 3 },
      [100, 101, 110, 111, 120, 121],
    ],
  ])('%s', (...[, axis, at, frame, values]) => {
    expect(planeOf(PLACES, axis, at)).toEqual({ ...frame, values: Int16Array.from(values) });
  });

  it('shows the first channel only', () => {
    const two = makeVolume({
      voxels: Uint8Array.from([1, 2, 3, 4]),
      size: [2, 1, 1],
      affine: IDENTITY_AFFINE,
      channels: 2,
    });
    expect([...planeOf(two, 2, 0).values]).toEqual([1, 2]);
  });

  it('is a copy, so that drawing on it leaves the volume alone', () => {
    const { values } = planeOf(PLACES, 2, 0);
    values.fill(-1);
    expect(PLACES.voxels[0]).toBe(0);
  });

  it.each<[0 | 1 | 2, number]>([
    [0, 2],
    [1, 3],
    [2, -1],
    [2, 0.5],
    [2, NaN],
  ])('refuses what is no slice across axis %i: %d', (axis, at) => {
    expect(() => planeOf(PLACES, axis, at)).toThrow(RangeError);
  });
});
