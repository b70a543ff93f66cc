import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

export interface LessNoiseOptions {
  /** How many voxels become one, along each axis. */
  readonly width: number;
  readonly axes: number;
}

const SIGMA = 0.7;
const RADIUS = 2;

/** An image on the grid on which it is looked at: the mean of each tile, or where tiles are voxels, a little blurred. */
export function lessNoise(maths: GraphMaths, image: OnnxValue, { width, axes }: LessNoiseOptions): OnnxValue {
  const every = Array.from({ length: axes }, (_, axis) => axis);
  if (width > 1) return maths.pool('AveragePool', image, { size: every.map(() => width), isTiled: true });
  const edge = [0, 0, ...every.map(() => RADIUS)];
  const padded = maths.node('Pad', [image, maths.whole(...edge, ...edge)], { mode: { s: 'edge' } });
  return every.reduce((value, axis) => {
    const along = every.map((a) => (a === axis ? BELL.length : 1));
    return maths.node('Conv', [value, maths.constant([1, 1, ...along], BELL)]);
  }, padded);
}

const HEIGHTS = Array.from({ length: 2 * RADIUS + 1 }, (_, at) =>
  Math.exp(-0.5 * ((at - RADIUS) / SIGMA) ** 2),
);
const BELL = HEIGHTS.map((height) => height / HEIGHTS.reduce((sum, one) => sum + one, 0));
