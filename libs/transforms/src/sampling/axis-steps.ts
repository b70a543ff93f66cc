import type { Affine, AxisNumber } from '@aiaa/volume';

/** What one axis of a grid becomes in another: position `scale * index + shift` along `axis`. */
export interface AxisStep {
  readonly axis: AxisNumber;
  readonly scale: number;
  readonly shift: number;
}

export type AxisSteps = readonly [AxisStep, AxisStep, AxisStep];

/** The steps of a matrix that takes each axis to one axis, by itself; undefined when it mixes them. */
export function axisSteps(matrix: Affine): AxisSteps | undefined {
  const [x, y, z] = [onlyStep(matrix, 0), onlyStep(matrix, 1), onlyStep(matrix, 2)];
  if (x === undefined || y === undefined || z === undefined) return undefined;
  return new Set([x.axis, y.axis, z.axis]).size === 3 ? [x, y, z] : undefined;
}

function onlyStep(matrix: Affine, column: AxisNumber): AxisStep | undefined {
  const [axis, another] = ([0, 1, 2] as const).filter((row) => matrix[4 * row + column] !== 0);
  if (axis === undefined || another !== undefined) return undefined;
  return { axis, scale: matrix[4 * axis + column], shift: matrix[4 * axis + 3] };
}
