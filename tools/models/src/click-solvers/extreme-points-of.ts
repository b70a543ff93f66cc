import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

/** Where a point is, in voxels: along each axis a tensor of one number. */
export type Point = readonly [OnnxValue, OnnxValue, OnnxValue];

/** For x, y and z the first point and then the last one. */
export type ExtremePoints = readonly [Point, Point, Point, Point, Point, Point];

/** Above the tails of the bells, which end at -1. */
const A_BELL = -0.6;

/**
 * The six points of a cube of bells [1, 1, side, side, side]. Bells side by side add up and leave lone ones low, so
 * that no cut finds them all: along each axis the first and the last local peak of the brightest voxel of each plane
 * tell the plane, and the brightest voxel on it the point.
 */
export function extremePointsOf(maths: GraphMaths, bells: OnnxValue, side: number): ExtremePoints {
  const cube = maths.reshape(bells, [side, side, side]);
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => {
    const planes = peaksAlong(maths, cube, { axis, side });
    return FROM_BOTH_ENDS.map((weightOf) => {
      const weights = maths.constant(
        [side],
        Array.from({ length: side }, (_, at) => weightOf(at, side)),
      );
      const plane = argMax(maths, maths.mul(planes, weights));
      return pointOn(maths, cube, { axis, side, plane });
    });
  });
  return [x[0], x[1], y[0], y[1], z[0], z[1]];
}

const FROM_BOTH_ENDS = [(at: number, side: number) => side - at, (at: number) => at + 1] as const;

interface Plane {
  readonly axis: 0 | 1 | 2;
  readonly side: number;
  readonly plane: OnnxValue;
}

/** [side] of ones and zeros: which planes across an axis hold a point, or look as if they did. */
function peaksAlong(maths: GraphMaths, cube: OnnxValue, { axis, side }: Omit<Plane, 'plane'>): OnnxValue {
  const others = [0, 1, 2].filter((other) => other !== axis);
  const brightest = maths.node('ReduceMax', [cube], { axes: { ints: others }, keepdims: { i: 0 } });
  const profile = maths.reshape(brightest, [1, 1, side]);
  const around = maths.pool('MaxPool', profile, { size: [3] });
  const isPeak = maths.float(maths.node('GreaterOrEqual', [profile, around]));
  return maths.reshape(maths.mul(isPeak, maths.isAbove(profile, A_BELL)), [side]);
}

function pointOn(maths: GraphMaths, cube: OnnxValue, { axis, side, plane }: Plane): Point {
  const { node, reshape, whole, float } = maths;
  const place = argMax(maths, reshape(node('Gather', [cube, plane], { axis: { i: axis } }), [side * side]));
  const across = [node('Div', [place, whole(side)]), node('Mod', [place, whole(side)])].map(float);
  const [a, b] = across;
  const along = float(plane);
  return axis === 0 ? [along, a, b] : axis === 1 ? [a, along, b] : [a, b, along];
}

const argMax = ({ node }: GraphMaths, values: OnnxValue): OnnxValue =>
  node('ArgMax', [values], { axis: { i: 0 }, keepdims: { i: 1 } });
