import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

export interface MeanFieldOptions {
  /** Spatial. */
  readonly size: readonly number[];
  /** How much a neighbour of the same brightness says. */
  readonly weight: number;
  /** How fast that falls with the square of the difference of brightness. */
  readonly contrast: number;
  /** Where anything may be found; absent: everywhere. */
  readonly within?: OnnxValue;
}

/** One round of a mean field. */
export interface Agreement {
  readonly logit: OnnxValue;
  readonly probability: OnnxValue;
}

/**
 * A round in which each cell hears its neighbours that share a face with it, those of its own brightness more (the mean
 * field of a Potts model with contrast-sensitive weights, Boykov and Jolly, ICCV 2001).
 * @returns what a round makes of a probability, and of the logit that each cell has by itself
 */
export function meanField(
  maths: GraphMaths,
  brightness: OnnxValue,
  options: MeanFieldOptions,
): (probability: OnnxValue, own: OnnxValue) => Agreement {
  const { size, within } = options;
  const { add, mul, line, node, whole } = maths;
  const axes = size.map((_, axis) => axis);
  const sides = axes.flatMap((axis) => weightsAlong(maths, brightness, { ...options, axis }));
  const around = whole(...PLAIN, ...axes.map(() => 1), ...PLAIN, ...axes.map(() => 1));
  return (probability, own) => {
    const votes = node('Pad', [line(probability, 2, -1), around, 0]);
    const heard = sides.map(({ axis, start, weights }) => {
      const starts = axes.map((a) => (a === axis ? start : 1));
      const ends = whole(...starts.map((first, a) => first + size[a]));
      return mul(node('Slice', [votes, whole(...starts), ends, whole(...axes.map((a) => a + 2))]), weights);
    });
    const logit = add(own, ...heard);
    const certain = node('Sigmoid', [logit]);
    return { logit, probability: within === undefined ? certain : mul(certain, within) };
  };
}

/** No edge for the axes of batch and channels. */
const PLAIN = [0, 0];

interface Along extends MeanFieldOptions {
  readonly axis: number;
}

/** For both sides along an axis: where its neighbours start in a grid with an edge of one, and their weights. */
function weightsAlong(maths: GraphMaths, brightness: OnnxValue, { size, weight, contrast, axis }: Along) {
  const { sub, mul, node, slice, square, whole } = maths;
  const length = size[axis];
  const step = sub(slice(brightness, axis + 2, [1, length]), slice(brightness, axis + 2, [0, length - 1]));
  const weights = mul(node('Exp', [mul(square(step), -contrast)]), weight);
  const edge = [...PLAIN, ...size.map((_, a) => (a === axis ? 1 : 0))];
  const none = edge.map(() => 0);
  return [
    { axis, start: 2, weights: node('Pad', [weights, whole(...none, ...edge), 0]) },
    { axis, start: 0, weights: node('Pad', [weights, whole(...edge, ...none), 0]) },
  ];
}
