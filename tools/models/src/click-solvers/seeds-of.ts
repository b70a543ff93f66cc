import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

export interface SeedOptions {
  /** How many cells around one its bell is compared with, along each axis; odd. */
  readonly around: number;
  readonly axes: number;
}

/** Less than this is the tail of a bell. */
const TAIL = 0.05;

/**
 * Where clicks are, 1 and 0, of bells that were scaled to the greatest of them all: clicks side by side add up and leave
 * a lone one low, so each is measured by what lies around it.
 */
export function seedsOf(maths: GraphMaths, clicks: OnnxValue, { around, axes }: SeedOptions): OnnxValue {
  const nearby = Array.from({ length: axes }, (_, axis) => axis).reduce(
    (value, axis) =>
      maths.pool('MaxPool', value, {
        size: Array.from({ length: axes }, (_, a) => (a === axis ? around : 1)),
      }),
    clicks,
  );
  return maths.isAbove(clicks, maths.mul(maths.max(nearby, 2 * TAIL), 0.5));
}
