import { expect, it } from '@jest/globals';
import { stridesOf } from './strides.js';

it('steps x by one voxel, y by a row, z by a slice', () => {
  expect(stridesOf([5, 7, 3])).toEqual([1, 5, 35]);
});

it('refuses a grid whose places do not fit int32, with figures', () => {
  expect(() => stridesOf([2048, 2048, 512])).toThrow('2048 x 2048 x 512');
  expect(stridesOf([2048, 2048, 511])).toEqual([1, 2048, 4194304]);
});
