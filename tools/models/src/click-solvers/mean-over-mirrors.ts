import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

/** Which axes of a tensor run backwards. */
export type Mirror = readonly number[];

/** Before the first element, from the last one on. */
const BEFORE_FIRST = -(2 ** 31);

/** Every way to mirror an image, [batch, channel, ...axes]; the first leaves it as it is. */
export const mirrorsOf = (axes: number): readonly Mirror[] =>
  Array.from({ length: 2 ** axes }, (_, bits) =>
    Array.from({ length: axes }, (__, axis) => axis + 2).filter((axis) => (bits >> (axis - 2)) % 2 === 1),
  );

/**
 * What a function says of an image, [1, channels, ...axes], in each of these mirrors, mirrored back and averaged: where
 * it is not sure of itself, chance evens out. It is asked once, for all of them as a batch.
 */
export function meanOverMirrors(
  maths: GraphMaths,
  image: OnnxValue,
  mirrors: readonly Mirror[],
  work: (batch: OnnxValue) => OnnxValue,
): OnnxValue {
  const inMirror = (value: OnnxValue, axes: Mirror) => {
    if (axes.length === 0) return value;
    const each = (n: number) => maths.whole(...axes.map(() => n));
    return maths.node('Slice', [value, each(-1), each(BEFORE_FIRST), maths.whole(...axes), each(-1)]);
  };
  const seen = mirrors.map((mirror) => inMirror(image, mirror));
  const answers = work(maths.node('Concat', seen, { axis: { i: 0 } }));
  const back = mirrors.map((mirror, at) => inMirror(maths.slice(answers, 0, [at, at + 1]), mirror));
  return maths.div(maths.add(...back), mirrors.length);
}
