import { describe, expect, it } from '@jest/globals';
import { determinant, spacingOf } from '../affine.js';
import { countLabels } from '../label-map.js';
import { linearIndex } from '../size.js';
import {
  AXIS_ALIGNED_AFFINES,
  OBLIQUE_AFFINES,
  PHANTOM_SIZE,
  PHANTOM_SPACING,
  SHEARED_AFFINES,
  chiralMask,
  chiralVolume,
} from './index.js';

type Place = readonly [number, number, number];
const ORDERS = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const; // prettier-ignore

const [WIDTH, HEIGHT, DEPTH] = PHANTOM_SIZE;

function foreground(): Place[] {
  const { voxels } = chiralMask();
  const found: Place[] = [];
  for (let z = 0; z < DEPTH; z++) {
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++)
        if (voxels[linearIndex(PHANTOM_SIZE, x, y, z)] === 1) found.push([x, y, z]);
    }
  }
  return found;
}

/** The shape of a set of voxels, wherever it lies. */
function shape(places: readonly Place[]): string {
  const low = ([0, 1, 2] as const).map((axis) => Math.min(...places.map((place) => place[axis])));
  return places
    .map((place) => place.map((value, axis) => value - (low[axis] ?? NaN)).join())
    .sort()
    .join(' ');
}

describe('the chiral phantom', () => {
  const movements = ORDERS.flatMap((order) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((signs) => ({
      order,
      signs,
      name: `axes ${order.join('')}, flips ${signs.toString(2)}`,
    })),
  ).filter(({ order, signs }) => signs !== 0 || order.join() !== '0,1,2');

  it.each(movements)('shows any swapped or mirrored axis: $name', ({ order, signs }) => {
    const moved = foreground().map((place): Place => {
      const along = (axis: 0 | 1 | 2): number => place[order[axis]] * (signs & (1 << axis) ? -1 : 1);
      return [along(0), along(1), along(2)];
    });
    expect(shape(moved)).not.toBe(shape(foreground()));
  });

  it('has unequal sizes and spacings, so that a swapped axis shows in them too', () => {
    expect(new Set(PHANTOM_SIZE).size).toBe(3);
    expect(new Set(PHANTOM_SPACING).size).toBe(3);
    expect(spacingOf(chiralMask().affine)).toEqual(PHANTOM_SPACING.map((mm) => expect.closeTo(mm, 12)));
  });

  it('lies clear of every border, so that crops and pads can be seen', () => {
    const places = foreground();
    expect(
      places.every((place) =>
        place.every((value, axis) => value > 0 && value < (PHANTOM_SIZE[axis] ?? NaN) - 1),
      ),
    ).toBe(true);
    expect(countLabels(chiralMask())[1]).toBe(places.length);
  });

  it('as an image is bright inside, and no two neighbours outside are equal', () => {
    const { voxels } = chiralVolume('int16');
    const mask = chiralMask().voxels;
    const outside = [...voxels].filter((_, at) => mask[at] === 0);
    expect([...voxels].filter((_, at) => mask[at] === 1).every((value) => value === 1000)).toBe(true);
    expect(Math.max(...outside)).toBe(10 + 2 * 12 + 4 * 6);
    expect([voxels[0], voxels[1], voxels[WIDTH], voxels[WIDTH * HEIGHT]]).toEqual([0, 1, 2, 4]);
  });

  it.each(['uint8', 'int8'] as const)('fits %s', (dtype) => {
    expect(Math.max(...chiralVolume(dtype).voxels)).toBe(100);
  });
});

describe('the affines', () => {
  it('lie along the world in 48 ways, half of them left-handed', () => {
    expect(new Set(AXIS_ALIGNED_AFFINES.map((affine) => affine.join())).size).toBe(48);
    expect(AXIS_ALIGNED_AFFINES.filter((affine) => determinant(affine) < 0)).toHaveLength(24);
  });

  it('lie oblique on both hands: no direction follows a world axis', () => {
    expect(OBLIQUE_AFFINES.map((affine) => Math.sign(determinant(affine)))).toEqual([1, -1]);
    const directions = OBLIQUE_AFFINES.flatMap((affine) =>
      [0, 1, 2, 4, 5, 6, 8, 9, 10].map((at) => affine[at] ?? NaN),
    );
    expect(directions.every((value) => Math.abs(value) > 0.05)).toBe(true);
  });

  it('lean: some two columns of a sheared one are not at right angles', () => {
    for (const affine of SHEARED_AFFINES) {
      const [x, y, z] = spacingOf(affine);
      expect(Math.abs(determinant(affine))).toBeLessThan(0.995 * x * y * z);
    }
  });
});
