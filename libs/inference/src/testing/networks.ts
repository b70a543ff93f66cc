import { onnxGraph, type OnnxDims } from './onnx-graph.js';
import { seededNumbers } from './seeded-numbers.js';

/** A patch of one channel and any size. */
const ANY_PATCH: OnnxDims = [1, 1, 'X', 'Y', 'Z'];

export interface TestNetworkOptions {
  /** Dims of the input `image`; default [1, 1, X, Y, Z] with open X, Y and Z. */
  readonly dims?: OnnxDims;
}

/** Gives its input `image` back as `logits`. */
export function identityNetwork({ dims = ANY_PATCH }: TestNetworkOptions = {}): Uint8Array {
  const graph = onnxGraph('identity');
  graph.output('logits', graph.input('image', dims), dims);
  return graph.encode();
}

/** One class: `logits` is `image` minus `cut`, so that 0 is the threshold. */
export function thresholdNetwork(cut: number, { dims = ANY_PATCH }: TestNetworkOptions = {}): Uint8Array {
  const graph = onnxGraph('threshold');
  const image = graph.input('image', dims);
  graph.output('logits', graph.node('Sub', [image, graph.constant([1], [cut])]), dims);
  return graph.encode();
}

export interface ConvNetworkOptions extends TestNetworkOptions {
  readonly classes: number;
  /** Length of the kernel's edges, odd; default 3. The patch is padded with zeros, so that its size stays. */
  readonly kernel?: number;
  readonly seed?: number;
}

/**
 * One convolution, in the plane or in space as `dims` has it, with seeded weights that no rotation or mirroring leaves
 * alone.
 */
export function convNetwork({
  classes,
  kernel = 3,
  seed = 1,
  dims = ANY_PATCH,
}: ConvNetworkOptions): Uint8Array {
  const channels = Number(dims[1]);
  const graph = onnxGraph('convolution');
  const image = graph.input('image', dims);
  const edges = dims.slice(2).map(() => kernel);
  const count = classes * channels * kernel ** edges.length;
  const weights = graph.constant([classes, channels, ...edges], seededNumbers(seed, count));
  const bias = graph.constant([classes], seededNumbers(seed + 1, classes));
  const pads = new Array<number>(2 * edges.length).fill((kernel - 1) / 2);
  const scores = graph.node('Conv', [image, weights, bias], { pads: { ints: pads } });
  graph.output('logits', scores, [dims[0], classes, ...dims.slice(2)]);
  return graph.encode();
}

export interface MixNetworkOptions {
  /** How much of each channel of the input. */
  readonly weights: readonly number[];
  /** What is added to their sum; default 0. */
  readonly bias?: number;
  /** How many spatial axes the patch has, 2 for slices; default 3. */
  readonly axes?: 2 | 3;
}

/** One class: `logits` is a weighted sum of the channels of `image`, voxel by voxel, of any size. */
export function mixNetwork({ weights, bias = 0, axes = 3 }: MixNetworkOptions): Uint8Array {
  const open = ['X', 'Y', 'Z'].slice(0, axes);
  const graph = onnxGraph('mix');
  const image = graph.input('image', [1, weights.length, ...open]);
  const kernel = graph.constant([1, weights.length, ...open.map(() => 1)], weights);
  graph.output('logits', graph.node('Conv', [image, kernel, graph.constant([1], [bias])]), [1, 1, ...open]);
  return graph.encode();
}
