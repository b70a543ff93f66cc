import type { OnnxValue } from '@aiaa/inference/testing';
import { together, type CellGrid } from './box-of-points.js';
import type { ExtremePoints } from './extreme-points-of.js';
import type { GraphMaths } from './graph-maths.js';
import { spread, type Reach } from './spread.js';

export interface CorridorOptions {
  readonly grid: CellGrid;
  readonly cost: OnnxValue;
}

/** As long as a corridor may be, in cells. */
const STEPS: readonly Reach[] = Array.from({ length: 48 }, () => 'corners');

/**
 * For each cell, by how much the cheapest way from a point by this cell to the opposite point is dearer than the cheapest
 * way of all; the least of the three axes. 0 along a corridor, which follows the object where it is bent.
 */
export function corridors(
  maths: GraphMaths,
  points: ExtremePoints,
  { grid, cost }: CorridorOptions,
): OnnxValue {
  const { sub, node, reshape, whole } = maths;
  const { cells } = grid;
  const distances = spread(maths, seeds(maths, points, grid), { cost, rounds: STEPS, axes: 3 });
  const ends = reshape(distances, [1, 3, 2, cells, cells, cells]);
  const ways = node('ReduceSum', [ends, whole(2)], { keepdims: { i: 0 } });
  const cheapest = node('ReduceMin', [ways], { axes: { ints: [2, 3, 4] }, keepdims: { i: 1 } });
  return node('ReduceMin', [sub(ways, cheapest)], { axes: { ints: [1] }, keepdims: { i: 1 } });
}

/** [1, 6, ...cells]: 1 on the cell of each point. */
function seeds(maths: GraphMaths, points: ExtremePoints, { cells, voxels }: CellGrid): OnnxValue {
  const { add, mul, clip, node, reshape, float } = maths;
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => {
    const places = mul(
      add(
        together(
          maths,
          points.map((point) => point[axis]),
        ),
        0.5,
      ),
      cells / voxels,
    );
    const cell = reshape(clip(node('Floor', [places]), 0, cells - 1), [1, 6, 1, 1, 1]);
    const dims = [1, 1, 1, 1, 1].map((one, a) => (a === axis + 2 ? cells : one));
    return float(node('Equal', [maths.constant(dims, [...Array(cells).keys()]), cell]));
  });
  return mul(mul(x, y), z);
}
