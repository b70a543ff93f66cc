import { describe, expect, it } from '@jest/globals';
import { extremePointsOf } from './extreme-points-of.js';
import { runGraph } from './fixtures/run-graph.js';

type Voxel = readonly [number, number, number];
const SIDE = 24;

/** Bells of width 3, from -1 to 1 (MONAI's AddExtremePointsChannel), x slowest. */
function bells(points: readonly Voxel[]): number[] {
  const sums = Array.from({ length: SIDE ** 3 }, (_, at) => {
    const voxel = [Math.floor(at / SIDE ** 2), Math.floor(at / SIDE) % SIDE, at % SIDE];
    const away = (point: Voxel) => voxel.reduce((sum, place, axis) => sum + (place - point[axis]) ** 2, 0);
    return points.reduce((sum, point) => sum + Math.exp(-away(point) / 18), 0);
  });
  const most = sums.reduce((a, b) => Math.max(a, b), 0);
  return sums.map((sum) => (2 * sum) / most - 1);
}

const found = (points: readonly Voxel[]): Promise<number[]> =>
  runGraph([1, 1, SIDE, SIDE, SIDE], bells(points), (maths, input) => ({
    value: maths.node('Concat', extremePointsOf(maths, input, SIDE).flat(), { axis: { i: 0 } }),
    dims: [18],
  }));

describe('the extreme points of a cube of bells', () => {
  it.each<[about: string, points: readonly Voxel[]]>([
    [
      'far apart, each axis another',
      [
        [2, 11, 12],
        [21, 12, 10],
        [10, 3, 11],
        [12, 22, 13],
        [11, 10, 1],
        [13, 12, 20],
      ],
    ],
    [
      'in the corners of the cube',
      [
        [0, 12, 12],
        [23, 12, 12],
        [12, 0, 12],
        [12, 23, 12],
        [12, 12, 0],
        [12, 12, 23],
      ],
    ],
  ])('are found where they are: %s', async (_, points) => {
    expect(await found(points)).toEqual(points.flat());
  });

  it('are told apart where two of them are one: the others are lower then', async () => {
    const points: readonly Voxel[] = [
      [2, 2, 12],
      [21, 12, 12],
      [2, 2, 12],
      [12, 21, 12],
      [12, 12, 2],
      [12, 12, 21],
    ];
    const places = await found(points);
    places.forEach((place, at) => expect(Math.abs(place - points.flat()[at])).toBeLessThanOrEqual(1));
  });
});
