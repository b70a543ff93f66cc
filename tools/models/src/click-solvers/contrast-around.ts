import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

/** How far the values of a cell and its neighbours, corners too, lie apart: the greatest less the least. */
export function contrastAround({ add, node, pool }: GraphMaths, value: OnnxValue, axes: number): OnnxValue {
  const every = Array.from({ length: axes }, (_, axis) => axis);
  const greatest = (of: OnnxValue) =>
    every.reduce(
      (field, axis) => pool('MaxPool', field, { size: every.map((a) => (a === axis ? 3 : 1)) }),
      of,
    );
  return add(greatest(value), greatest(node('Neg', [value])));
}
