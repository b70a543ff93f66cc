import { UnfitImage } from '@aiaa/volume/errors';
import type { Network, RunElsewhere, TensorPort } from './network.js';
import { NetworkFailed } from './network-failed.js';
import { formatDims, type Tensor } from './tensor.js';

/**
 * One patch in, its scores out: what an inferer needs to know of a network. A patch is [1, channels, a, b, c], or
 * [1, channels, a, b] where the network takes slices; where it takes batches, [n, ...]. The scores are the caller's, to
 * overwrite as well.
 */
export interface Predictor {
  (patch: Tensor, elsewhere?: RunElsewhere): Promise<Tensor>;
  /** The network takes single slices, whose tensor has no axis for z. Absent: it takes volumes. */
  readonly takesSlices?: boolean;
  /** Several windows are better run at once. Absent: one at a time. */
  readonly takesBatches?: boolean;
  /** Of a patch, as the network declares them. Absent: any. */
  readonly dims?: TensorPort['dims'];
}

export interface PredictorPorts {
  /** Default: the only input. */
  readonly input?: string;
  /** Default: the first output; networks with deep supervision list the final scores first. */
  readonly output?: string;
}

/** Dims of an input for slices: [1, C, a, b]. */
const RANK_OF_SLICES = 4;

/**
 * Drives a network of one input by patches, or by slices where that input has an axis less.
 * @throws NetworkFailed when the network has no such port, or wants more than one input; from each call also
 * when the patch does not fit the input. UnfitImage from each call when its channels do not.
 */
export function predictorOf(network: Network, ports: PredictorPorts = {}): Predictor {
  const input = choosePort('input', network.inputs, ports.input);
  const output = choosePort('output', network.outputs, ports.output);
  if (network.inputs.length > 1) {
    throw new NetworkFailed(
      `The network takes ${network.inputs.length} inputs (${names(network.inputs)}), and an image fills only one.`,
    );
  }
  const predict = async (patch: Tensor, elsewhere?: RunElsewhere): Promise<Tensor> => {
    assertFits(input, patch);
    const results = await network.forward({ [input.name]: patch }, elsewhere);
    const scores = results[output.name];
    if (scores === undefined) throw new NetworkFailed(`The network gave no output "${output.name}".`);
    return scores;
  };
  return Object.assign(predict, {
    takesSlices: input.dims.length === RANK_OF_SLICES,
    takesBatches: network.takesBatches === true,
    dims: input.dims,
  });
}

function choosePort(kind: 'input' | 'output', ports: readonly TensorPort[], wanted?: string): TensorPort {
  const port = wanted === undefined ? ports[0] : ports.find(({ name }) => name === wanted);
  if (port === undefined) {
    const has = ports.length === 0 ? `no ${kind}s` : names(ports);
    throw new NetworkFailed(`The network has no ${kind} "${wanted ?? ''}"; it has ${has}.`);
  }
  return port;
}

const CHANNEL_AXIS = 1;

function assertFits({ name, dims }: TensorPort, patch: Tensor): void {
  const [wanted, given] = [dims[CHANNEL_AXIS], patch.dims[CHANNEL_AXIS]];
  if (dims.length === patch.dims.length && typeof wanted === 'number' && wanted !== given) {
    throw new UnfitImage(`The network takes ${wanted} image channels, and this image has ${given}.`);
  }
  if (
    dims.length !== patch.dims.length ||
    dims.some((n, axis) => typeof n === 'number' && n !== patch.dims[axis])
  ) {
    throw new NetworkFailed(
      `The network's input "${name}" takes ${formatDims(dims)}, and a window of ${formatDims(patch.dims)} ` +
        `does not fit it: set the model's window size, axis order and image dimensions accordingly.`,
    );
  }
}

const names = (ports: readonly TensorPort[]): string => ports.map(({ name }) => `"${name}"`).join(', ');
