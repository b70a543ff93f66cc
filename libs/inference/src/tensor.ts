import { BrokenInvariant } from '@aiaa/volume/errors';

/** Numbers for a network, last axis fastest. */
export interface Tensor {
  readonly dtype: 'float32';
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** @throws BrokenInvariant when the data do not fill the dims. */
export function makeTensor(dims: readonly number[], data: Float32Array): Tensor {
  const count = dims.reduce((product, n) => product * n, 1);
  if (data.length !== count) {
    throw new BrokenInvariant(`${data.length} numbers do not fill a tensor of ${formatDims(dims)}.`);
  }
  return { dtype: 'float32', dims, data };
}

/** Dims as a person reads them: `1 x 3 x Y x 96`. */
export const formatDims = (dims: readonly (number | string)[]): string => dims.join(' x ');
