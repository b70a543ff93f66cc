import type { OnnxValue } from '@aiaa/inference/testing';
import type { ExtremePoints, Point } from './extreme-points-of.js';
import type { GraphMaths } from './graph-maths.js';

/** A cube of cells over the voxels that points are told in. */
export interface CellGrid {
  /** Cells along each axis. */
  readonly cells: number;
  /** Voxels along each axis. */
  readonly voxels: number;
}

/** What six points say of every cell of a grid, each a value of [1, 1, cells, cells, cells]. */
export interface BoxOfPoints {
  /** 1 inside of the box that the points span, 0 outside. */
  readonly inside: OnnxValue;
  /** The way from the middle of the box, 1 on the ellipsoid that fills it. */
  readonly radius: OnnxValue;
  /** The squared distance to the star of lines from the points to their mean, in half sides of the box. */
  readonly star: OnnxValue;
}

/** A voxel's share of a half side beyond the box is inside still. */
const BOX_EDGE = 1.02;
/** The least half side, in cells: an object of one plane has a box of some width. */
const LEAST_HALF_SIDE = 0.65;

export function boxOfPoints(maths: GraphMaths, points: ExtremePoints, grid: CellGrid): BoxOfPoints {
  const { add, sub, mul, div, max, clip, line, node, square } = maths;
  const axes = [0, 1, 2] as const;
  const voxelsPerCell = grid.voxels / grid.cells;
  const whole = [1, 1, grid.cells, grid.cells, grid.cells];
  const ends = axes.map((axis) => [points[2 * axis][axis], points[2 * axis + 1][axis]] as const);
  const middle = ends.map(([low, high]) => mul(add(low, high), 0.5));
  const half = ends.map(([low, high]) =>
    max(line(sub(high, low), 0.5, 0.5), LEAST_HALF_SIDE * voxelsPerCell),
  );
  const inBox = (values: (axis: 0 | 1 | 2) => OnnxValue) =>
    axes.map((axis) => div(sub(values(axis), middle[axis]), half[axis]));
  const cells = inBox((axis) => placesAlong(maths, axis, grid));
  const tips = inBox((axis) =>
    together(
      maths,
      points.map((point) => point[axis]),
    ),
  );
  const heart = tips.map((tip) => node('ReduceMean', [tip], { axes: { ints: [0] }, keepdims: { i: 1 } }));
  const rays = axes.map((axis) => sub(tips[axis], heart[axis]));
  const from = axes.map((axis) => sub(cells[axis], heart[axis]));
  const lengths = max(add(...rays.map(square)), 1e-6);
  const along = clip(div(add(...axes.map((axis) => mul(from[axis], rays[axis]))), lengths), 0, 1);
  const aside = add(...axes.map((axis) => square(sub(from[axis], mul(along, rays[axis])))));
  const nearest = node('ReduceMin', [aside], { axes: { ints: [0] }, keepdims: { i: 1 } });
  const farthest = max(...cells.map((cell) => node('Abs', [cell])));
  const isInside = sub(1, maths.isAbove(farthest, BOX_EDGE));
  return {
    inside: maths.reshape(isInside, whole),
    radius: maths.reshape(node('Sqrt', [add(...cells.map(square))]), whole),
    star: maths.reshape(nearest, whole),
  };
}

/** Where the middles of cells lie along an axis, in voxels, to be spread over the others: a point is 0 of 6. */
export function placesAlong(maths: GraphMaths, axis: 0 | 1 | 2, { cells, voxels }: CellGrid): OnnxValue {
  const width = voxels / cells;
  const dims = [1, 1, 1, 1].map((one, a) => (a === axis + 1 ? cells : one));
  return maths.constant(
    dims,
    Array.from({ length: cells }, (_, cell) => cell * width + (width - 1) / 2),
  );
}

/** One number of each point: [6, 1, 1, 1]. */
export const together = (maths: GraphMaths, numbers: Point | readonly OnnxValue[]): OnnxValue =>
  maths.reshape(maths.node('Concat', [...numbers], { axis: { i: 0 } }), [numbers.length, 1, 1, 1]);
