import { makeTensor, type Tensor } from './tensor.js';

/*
 * Windows that go through a network at once lie one behind the other along a tensor's first axis: [n, C, a, b, c].
 */

/** Tensors [1, ...] of the same dims as one [n, ...]. One alone is given back as it is. */
export function joined(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors;
  if (tensors.length === 1) return first;
  const batch = tensors.reduce((sum, { dims }) => sum + dims[0], 0);
  const data = new Float32Array(tensors.reduce((sum, tensor) => sum + tensor.data.length, 0));
  let at = 0;
  for (const tensor of tensors) {
    data.set(tensor.data, at);
    at += tensor.data.length;
  }
  return makeTensor([batch, ...first.dims.slice(1)], data);
}

/** A tensor [n, ...] in tensors of `size` windows, the last of as many as are left. They share its memory. */
export function parted(tensor: Tensor, size: number): readonly Tensor[] {
  const {
    data,
    dims: [batch, ...window],
  } = tensor;
  if (batch <= size) return [tensor];
  const length = data.length / batch;
  return [...inBatches(Array(batch).keys(), size)].map(({ length: count, 0: first }) =>
    makeTensor([count, ...window], data.subarray(first * length, (first + count) * length)),
  );
}

/** Items in lists of `size`, the last of as many as are left; each is asked for when its list is. */
export function* inBatches<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
