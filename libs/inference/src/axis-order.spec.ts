import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boxSize, IDENTITY_AFFINE, linearIndex, makeVolume, voxelCount, voxelIndex } from '@aiaa/volume';
import { OBLIQUE_AFFINE } from '@aiaa/volume/testing';
import type { AxisNumber, Box, Size, Volume } from '@aiaa/volume';
import {
  asSlice,
  AXIS_ORDERS,
  fromTensorOrder,
  inTensorOrder,
  slicesFirst,
  toTensorOrder,
  type AxisOrder,
} from './axis-order.js';
import { addWindow, cutWindow, type Outside } from './inferers/window.js';
import { makeTensor, type Tensor } from './tensor.js';

/** Every voxel tells where it is: 10000 c + 1000 x + 100 y + 10 z, plus nothing that repeats below size 10. */
const placeVolume = (size: Size, channels = 1): Volume<'float32'> => {
  const count = voxelCount(size);
  const voxels = new Float32Array(count * channels);
  for (let c = 0; c < channels; c++) {
    for (let z = 0; z < size[2]; z++) {
      for (let y = 0; y < size[1]; y++) {
        for (let x = 0; x < size[0]; x++) voxels[c * count + linearIndex(size, x, y, z)] = place(c, x, y, z);
      }
    }
  }
  return makeVolume({ voxels, size, channels, affine: IDENTITY_AFFINE });
};

const place = (c: number, x: number, y: number, z: number): number => 1e6 * c + 1e4 * x + 100 * y + z;

const boxOf = (min: Size, size: Size): Box => ({
  min: voxelIndex(...min),
  max: voxelIndex(min[0] + size[0], min[1] + size[1], min[2] + size[2]),
});

/** A box of the volume, for the axes of its tensor. */
const turned = ({ min, max }: Box, order: AxisOrder): Box => ({
  min: voxelIndex(...inTensorOrder(min, order)),
  max: voxelIndex(...inTensorOrder(max, order)),
});

/** A window of a volume as a tensor of this order, by way of the whole volume's tensor. */
const cut = (volume: Volume<'float32'>, window: Box, order: AxisOrder, outside: Outside): Tensor =>
  cutWindow(toTensorOrder(volume, order), turned(window, order), outside);

const dimsOf = (size: Size, order: AxisOrder): number[] => [...inTensorOrder(size, order)].reverse();

/** The definition, one cell at a time: tensor axis t runs along the volume axis that letter t names. */
function cutByDefinition(
  volume: Volume<'float32'>,
  window: Box,
  order: AxisOrder,
  outside: Outside,
): number[] {
  const axes = [...order].map((letter) => 'XYZ'.indexOf(letter) as AxisNumber);
  const length = boxSize(window);
  const cells: number[] = [];
  for (let c = 0; c < volume.channels; c++) {
    for (let i = 0; i < length[axes[0]]; i++) {
      for (let j = 0; j < length[axes[1]]; j++) {
        for (let k = 0; k < length[axes[2]]; k++) {
          const at = [...window.min];
          [i, j, k].forEach((step, t) => (at[axes[t]] += step));
          const nearest = at.map((n, axis) => Math.min(Math.max(n, 0), volume.size[axis] - 1));
          const inside = at.every((n, axis) => n === nearest[axis]);
          const [x, y, z] = nearest;
          cells.push(inside || outside.mode === 'replicate' ? place(c, x, y, z) : outside.cval);
        }
      }
    }
  }
  return cells;
}

const WINDOWS: readonly (readonly [reason: string, window: Box])[] = [
  ['the whole volume', boxOf([0, 0, 0], [5, 19, 7])],
  ['inside, longer than a cache line on y', boxOf([1, 1, 2], [3, 17, 4])],
  ['one voxel', boxOf([4, 18, 6], [1, 1, 1])],
  ['out on both sides of every axis', boxOf([-2, -1, -3], [9, 21, 14])],
  ['out below', boxOf([-2, -2, -2], [4, 4, 4])],
  ['out above', boxOf([3, 17, 5], [4, 4, 4])],
];

describe('cutWindow', () => {
  const volume = placeVolume([5, 19, 7], 2);
  const outsides: readonly Outside[] = [
    { mode: 'constant', cval: 0 },
    { mode: 'constant', cval: -1024 },
    { mode: 'replicate' },
  ];

  for (const order of AXIS_ORDERS) {
    it.each(WINDOWS)(`${order} follows the definition: %s`, (_, window) => {
      for (const outside of outsides) {
        const patch = cut(volume, window, order, outside);
        expect([...patch.data]).toEqual(cutByDefinition(volume, window, order, outside));
        expect(patch.dims).toEqual([1, 2, ...dimsOf(boxSize(window), order)]);
      }
    });
  }

  it('gives the bytes of the volume itself in ZYX, as a NIfTI file holds them', () => {
    expect(cut(volume, boxOf([0, 0, 0], volume.size), 'ZYX', { mode: 'replicate' }).data).toEqual(
      volume.voxels,
    );
  });
});

describe('tensor order', () => {
  const volume = makeVolume<'float32'>({ ...placeVolume([5, 19, 7], 2), affine: OBLIQUE_AFFINE });

  it.each(AXIS_ORDERS)('%s: a voxel lies where its axes say', (order) => {
    const { data, dims } = toTensorOrder(volume, order);
    const at = linearIndex(inTensorOrder(volume.size, order), ...inTensorOrder([4, 10, 6], order));
    expect(dims).toEqual([1, 2, ...dimsOf(volume.size, order)]);
    expect(data[at]).toBe(volume.voxels[linearIndex(volume.size, 4, 10, 6)]);
  });

  it.each(AXIS_ORDERS)('%s: there and back is the same volume', (order) => {
    expect(fromTensorOrder(toTensorOrder(volume, order), order, { grid: volume })).toEqual(volume);
  });

  it.each(AXIS_ORDERS)('%s: back in the memory of the tensor, by way of the spare one', (order) => {
    const tensor = toTensorOrder(volume, order);
    const spare = new Float32Array(2 * voxelCount(volume.size)).fill(NaN);
    const back = fromTensorOrder(tensor, order, { grid: volume, spare });
    expect(back).toEqual(volume);
    expect(back.voxels.buffer).toBe(tensor.data.buffer);
  });
});

describe('a slice', () => {
  it.each([
    ['XYZ', 'ZXY'],
    ['XZY', 'ZXY'],
    ['YXZ', 'ZYX'],
    ['YZX', 'ZYX'],
    ['ZXY', 'ZXY'],
    ['ZYX', 'ZYX'],
  ] as const)('of %s has the numbers of %s', (order, first) => {
    const volume = placeVolume([3, 4, 1], 2);
    expect(slicesFirst(order)).toBe(first);
    expect(toTensorOrder(volume, first).data).toEqual(toTensorOrder(volume, order).data);
    const letters = [...order].filter((letter) => letter !== 'Z');
    expect(asSlice(toTensorOrder(volume, first)).dims).toEqual([
      1,
      2,
      ...letters.map((letter) => (letter === 'X' ? 3 : 4)),
    ]);
  });
});

describe('addWindow', () => {
  it.each(AXIS_ORDERS)('puts back what %s cut, wherever the window lies', (order) => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 1, max: 20 }),
          fc.integer({ min: 1, max: 6 }),
        ),
        fc.tuple(
          fc.integer({ min: -3, max: 3 }),
          fc.integer({ min: -3, max: 3 }),
          fc.integer({ min: -3, max: 3 }),
        ),
        fc.tuple(
          fc.integer({ min: 4, max: 9 }),
          fc.integer({ min: 4, max: 25 }),
          fc.integer({ min: 4, max: 9 }),
        ),
        (size, min, length) => {
          const volume = placeVolume(size);
          const window = boxOf(min, length);
          const patch = cut(volume, window, order, { mode: 'constant', cval: 77 });
          const sums = new Float32Array(volume.voxels.length);
          addWindow(sums, inTensorOrder(size, order), { values: patch.data, window: turned(window, order) });
          const whole = makeTensor([1, 1, ...dimsOf(size, order)], sums);
          const target = fromTensorOrder(whole, order, { grid: volume }).voxels;
          const expected = volume.voxels.map((value, at) => {
            const [x, y, z] = [
              at % size[0],
              Math.floor(at / size[0]) % size[1],
              Math.floor(at / (size[0] * size[1])),
            ];
            const inside = [x, y, z].every((n, axis) => n >= window.min[axis] && n < window.max[axis]);
            return inside ? value : 0;
          });
          expect(target).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('adds, and counts each value by its weight', () => {
    const target = Float32Array.from([10, 20]);
    const window = boxOf([0, 0, 0], [2, 1, 1]);
    const values = Float32Array.from([1, 2]);
    addWindow(target, [2, 1, 1], { values, weights: Float32Array.from([0.5, 3]), window });
    expect([...target]).toEqual([10.5, 26]);
  });
});
