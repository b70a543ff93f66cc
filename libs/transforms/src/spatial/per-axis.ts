/** One number for every axis, or one for each of x, y and z. */
export type PerAxis = number | readonly [number, number, number];

export const perAxis = (value: PerAxis): readonly [number, number, number] =>
  typeof value === 'number' ? [value, value, value] : value;
