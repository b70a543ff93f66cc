import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

/** To which neighbours a round steps: those that share a face, or those that share a corner too. */
export type Reach = 'faces' | 'corners';

export interface SpreadOptions {
  /** What it costs to step into a cell. */
  readonly cost: OnnxValue;
  /** One round for each. Both in turn come nearer to a circle than either does alone. */
  readonly rounds: readonly Reach[];
  /** How many spatial axes there are. */
  readonly axes: number;
}

/** Farther than any path. */
const NOWHERE = 1000;

/**
 * For each cell the cost of the cheapest path from a seed, a field for each channel of `seeds` (1 on a seed, else 0):
 * min-plus dilation, once for each step that a path may be long.
 */
export function spread(maths: GraphMaths, seeds: OnnxValue, options: SpreadOptions): OnnxValue {
  const { max, sub, line, node } = maths;
  const start = line(seeds, NOWHERE, -NOWHERE);
  const nearness = options.rounds.reduce(
    (field, reach) => max(field, sub(greatest(maths, field, { reach, axes: options.axes }), options.cost)),
    start,
  );
  return node('Neg', [nearness]);
}

interface Surroundings {
  readonly reach: Reach;
  readonly axes: number;
}

function greatest(maths: GraphMaths, field: OnnxValue, { reach, axes }: Surroundings): OnnxValue {
  const along = (value: OnnxValue, axis: number) =>
    maths.pool('MaxPool', value, { size: Array.from({ length: axes }, (_, a) => (a === axis ? 3 : 1)) });
  const every = [...Array(axes).keys()];
  return reach === 'corners'
    ? every.reduce(along, field)
    : maths.max(...every.map((axis) => along(field, axis)));
}
