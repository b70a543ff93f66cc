import type { Tensor } from './tensor.js';

/** One input or output of a network, as its file declares it. */
export interface TensorPort {
  readonly name: string;
  /** The backend's word, such as `float32` or `int64`. */
  readonly dtype: string;
  /** A number is fixed; a string names a dimension that may have any length. */
  readonly dims: readonly (number | string)[];
}

/** Has a run made that the network's own device had no room for; whoever gives it sees that there was one. */
export type RunElsewhere = <T>(run: () => Promise<T>) => Promise<T>;

/** Loaded weights, able to run. This page is all that a backend implements. */
export interface Network {
  readonly inputs: readonly TensorPort[];
  /** Only what `forward` returns. */
  readonly outputs: readonly TensorPort[];
  /** Several windows at once, along the first axis, take less time than one after the other. Absent: they do not. */
  readonly takesBatches?: boolean;
  /**
   * Runs once. The feeds name every input; neither they nor the result share memory with the network.
   * @throws NetworkFailed when a feed is missing, unknown or of the wrong dims, or the run itself fails.
   */
  forward(
    feeds: Readonly<Record<string, Tensor>>,
    elsewhere?: RunElsewhere,
  ): Promise<Readonly<Record<string, Tensor>>>;
  /** Frees the weights. Releasing twice is allowed; running afterwards is NetworkFailed. */
  release(): Promise<void>;
}
