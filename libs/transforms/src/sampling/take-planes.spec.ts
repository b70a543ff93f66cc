import { describe, expect, it } from '@jest/globals';
import { IDENTITY_AFFINE, allocateVoxels, makeVolume, voxelCount, type Dtype, type Size } from '@aiaa/volume';
import type { AxisNumber, Volume } from '@aiaa/volume';
import fc from 'fast-check';
import { gather, type TakenAxes, type TakenAxis } from './gather.js';

type Axes = readonly [AxisNumber, AxisNumber, AxisNumber];
type Indices = readonly [readonly number[], readonly number[], readonly number[]];

const orders = fc.constantFrom<Axes>([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]);
const lengths = fc.integer({ min: 1, max: 5 });
/** Along x the source is longer than what is taken of it at a time. */
const sizes: fc.Arbitrary<Size> = fc.tuple(fc.integer({ min: 1, max: 300 }), lengths, lengths);

describe('voxels taken along the axes', () => {
  it('are those of the source one by one, in any order, turned, repeated, left out or outside', () => {
    const cases = fc.tuple(orders, sizes).chain(([order, size]) =>
      fc.record({
        dtype: fc.constantFrom<Dtype>('uint8', 'int16', 'float32', 'float64'),
        channels: fc.integer({ min: 1, max: 2 }),
        indices: fc.tuple(indicesOf(size[order[0]]), indicesOf(size[order[1]]), indicesOf(size[order[2]])),
        order: fc.constant(order),
        size: fc.constant(size),
        outside: fc.constantFrom(0, 7),
      }),
    );
    fc.assert(
      fc.property(cases, ({ dtype, channels, indices, order, size, outside }) => {
        const voxels = allocateVoxels(dtype, voxelCount(size) * channels).map((_, at) => (at * 31) % 251);
        const source = makeVolume({ voxels, size, affine: IDENTITY_AFFINE, channels });
        const to = { size: sizeOf(indices), affine: IDENTITY_AFFINE };
        const { voxels: taken } = gather(source, takenAlong(order, indices), to, outside);
        expect([...taken]).toEqual(oneByOne(source, { order, indices, outside }));
      }),
      { seed: 7, numRuns: 600 },
    );
  });
});

/** Whole, backwards, stretched, or any, of an axis; and some beyond its ends. */
function indicesOf(length: number): fc.Arbitrary<readonly number[]> {
  const whole = Array.from({ length }, (_, index) => index);
  return fc
    .oneof(
      fc.constantFrom(
        whole,
        [...whole].reverse(),
        whole.slice(length >> 1),
        whole.flatMap((at) => [at, at]),
      ),
      fc.array(fc.integer({ min: -1, max: length - 1 }), { minLength: 1, maxLength: 6 }),
    )
    .chain((inner) => fc.constantFrom(inner, [-1, ...inner, -1, -1]));
}

const sizeOf = ([x, y, z]: Indices): Size => [x.length, y.length, z.length];

function takenAlong(order: Axes, [x, y, z]: Indices): TakenAxes {
  const along = (axis: AxisNumber, indices: readonly number[]): TakenAxis => ({
    axis,
    indices: Int32Array.from(indices),
  });
  return [along(order[0], x), along(order[1], y), along(order[2], z)];
}

interface Taking {
  readonly order: Axes;
  readonly indices: Indices;
  readonly outside: number;
}

function oneByOne({ voxels, size, channels }: Volume, { order, indices: [xs, ys, zs], outside }: Taking) {
  const taken: number[] = [];
  const strides = [1, size[0], size[0] * size[1]] as const;
  for (let channel = 0; channel < channels; channel++) {
    for (const z of zs) {
      for (const y of ys) {
        for (const x of xs) {
          const at = x * strides[order[0]] + y * strides[order[1]] + z * strides[order[2]];
          taken.push(x < 0 || y < 0 || z < 0 ? outside : voxels[channel * voxelCount(size) + at]);
        }
      }
    }
  }
  return taken;
}
