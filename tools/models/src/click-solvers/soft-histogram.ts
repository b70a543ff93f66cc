import type { OnnxValue } from '@aiaa/inference/testing';
import type { GraphMaths } from './graph-maths.js';

export interface HistogramOptions {
  readonly cells: number;
  /** The width of the Gaussian that smooths a histogram, in bins. */
  readonly smoothing: number;
}

/** Histograms of brightness on one grid. */
export interface SoftHistogram {
  /** How much of `weights`, a number for each cell, falls into each bin: [bins, 1], smoothed. */
  readonly of: (weights: OnnxValue) => OnnxValue;
  /** What `table`, [bins, 1], says of each cell: [1, cells]. */
  readonly read: (table: OnnxValue) => OnnxValue;
}

export const BINS = 64;

/**
 * Brightness from 0 to 1 in bins that overlap: a cell between two of them counts to both, the more to the nearer. As a
 * matrix of bins and cells, so that a histogram is one product and looking one up is another.
 */
export function softHistogram(
  maths: GraphMaths,
  brightness: OnnxValue,
  { cells, smoothing }: HistogramOptions,
): SoftHistogram {
  const { sub, mul, node, reshape } = maths;
  const place = mul(reshape(brightness, [1, cells]), BINS - 1);
  const bins = maths.constant([BINS, 1], [...Array(BINS).keys()]);
  const share = node('Relu', [sub(1, node('Abs', [sub(place, bins)]))]);
  const smooth = maths.constant([BINS, BINS], gaussianRows(smoothing));
  const product = (a: OnnxValue, b: OnnxValue) => node('MatMul', [a, b]);
  return {
    of: (weights) => product(smooth, product(share, reshape(weights, [cells, 1]))),
    read: (table) => product(reshape(table, [1, BINS]), share),
  };
}

/** Divided by its sum, or all but zero where that is. */
export const normalised = ({ div, add, total }: GraphMaths, histogram: OnnxValue): OnnxValue =>
  div(histogram, add(total(histogram), 1e-6));

export interface EvidenceOptions {
  /** What each histogram holds at least in each bin, so that a brightness nobody has seen is no evidence. */
  readonly floor: number;
}

/** The most that brightness may say for one side, as a logarithm of odds. */
const MOST_EVIDENCE = 4;

/** For each bin, by how much it speaks for the first histogram rather than the second. */
export function evidence(
  { clip, node, div, add }: GraphMaths,
  [foreground, background]: readonly [OnnxValue, OnnxValue],
  { floor }: EvidenceOptions,
): OnnxValue {
  const odds = div(add(foreground, floor), add(background, floor));
  return clip(node('Log', [odds]), -MOST_EVIDENCE, MOST_EVIDENCE);
}

/** What `table`, [bins, 1], says of a brightness, with linear interpolation; on a grid too large for the matrix. */
export function lookUp(maths: GraphMaths, table: OnnxValue, brightness: OnnxValue): OnnxValue {
  const { sub, mul, add, node, min } = maths;
  const place = mul(brightness, BINS - 1);
  const below = min(node('Floor', [place]), BINS - 2);
  const at = node('Cast', [below], { to: { i: INT64 } });
  const entries = maths.reshape(table, [BINS]);
  const [low, high] = [at, node('Add', [at, maths.whole(1)])].map((index) =>
    node('Gather', [entries, index]),
  );
  return add(low, mul(sub(place, below), sub(high, low)));
}

/** `onnx.TensorProto.DataType` INT64 */
const INT64 = 7;

/** Each row a Gaussian about its own bin that sums to 1. */
function gaussianRows(sigma: number): number[] {
  const bins = [...Array(BINS).keys()];
  return bins.flatMap((middle) => {
    const row = bins.map((bin) => Math.exp(-0.5 * ((bin - middle) / sigma) ** 2));
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => value / sum);
  });
}
