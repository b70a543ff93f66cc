import type { OnnxValue } from '@aiaa/inference/testing';
import { placesAlong, together, type BoxOfPoints, type CellGrid } from './box-of-points.js';
import type { ExtremePoints } from './extreme-points-of.js';
import type { GraphMaths } from './graph-maths.js';

/** Where the object is for certain, or all but so: weights of cells, 0 outside of the box. */
export interface Anchors {
  /** Just inside of the six points. */
  readonly tips: OnnxValue;
  /** Along the lines that join them. */
  readonly star: OnnxValue;
}

/** How far inside, and how far around, in voxels. */
const [INWARDS, TIP_SIGMA] = [4, 3];
/** In half sides of the box. */
const STAR_SIGMA = 0.2;

export function anchorsOf(
  maths: GraphMaths,
  [points, box]: readonly [ExtremePoints, BoxOfPoints],
  grid: CellGrid,
): Anchors {
  const { add, sub, mul, node, square, constant } = maths;
  const whole = [1, 1, grid.cells, grid.cells, grid.cells];
  const squares = ([0, 1, 2] as const).map((axis) => {
    const tips = together(
      maths,
      points.map((point) => point[axis]),
    );
    const inwards = points.map((_, n) => (n === 2 * axis ? INWARDS : n === 2 * axis + 1 ? -INWARDS : 0));
    return square(sub(placesAlong(maths, axis, grid), add(tips, constant([6, 1, 1, 1], inwards))));
  });
  const bells = node('Exp', [mul(add(...squares), -1 / (2 * TIP_SIGMA ** 2))]);
  const around = node('ReduceSum', [bells, maths.whole(0)], { keepdims: { i: 1 } });
  const nearStar = node('Exp', [mul(box.star, -1 / (2 * STAR_SIGMA ** 2))]);
  return { tips: mul(maths.reshape(around, whole), box.inside), star: mul(nearStar, box.inside) };
}
