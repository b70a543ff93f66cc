import type { Network, TensorPort } from '../network.js';
import { makeTensor, type Tensor } from '../tensor.js';

/** What an axis of any length gets, and a batch or a channel of any number. */
const [OPEN_AXIS, OPEN_COUNT] = [64, 1];

/** Something to run a network on: waves, so that no two voxels near each other are alike. */
export const trialWindow = ({ inputs }: Pick<Network, 'inputs'>): Readonly<Record<string, Tensor>> =>
  Object.fromEntries(inputs.map(({ name, dims }) => [name, waves(lengthsOf(dims))]));

const lengthsOf = (dims: TensorPort['dims']): readonly number[] =>
  dims.map((length, axis) => (typeof length === 'number' ? length : axis < 2 ? OPEN_COUNT : OPEN_AXIS));

function waves(dims: readonly number[]): Tensor {
  const count = dims.reduce((product, length) => product * length, 1);
  return makeTensor(
    dims,
    new Float32Array(count).map((_, at) => Math.sin(at * 0.37) + Math.cos(at * 0.011)),
  );
}
