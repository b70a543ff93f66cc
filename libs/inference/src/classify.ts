import { voxelCount, type Volume } from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import { asSlice, slicesFirst, toTensorOrder, type AxisOrder } from './axis-order.js';
import type { RunWatch } from './inferers/inferer.js';
import { NetworkFailed } from './network-failed.js';
import type { Predictor } from './predictor.js';
import { formatDims, type Tensor } from './tensor.js';

export interface ClassifyOptions {
  readonly axisOrder: AxisOrder;
}

/**
 * Runs the network once, on the whole volume, for one raw score per class and no place in the image.
 * @throws UnfitImage when the volume has no voxels, or several slices where the network takes one; NetworkFailed when
 * the network fails or gives anything but [1, K], to which axes of length 1 may be added; Cancelled.
 */
export async function classify(
  volume: Volume<'float32'>,
  predict: Predictor,
  { axisOrder }: ClassifyOptions,
  watch: RunWatch,
): Promise<Float32Array> {
  if (voxelCount(volume.size) === 0) throw new UnfitImage('The image has no voxels.');
  if (watch.signal.aborted) throw new Cancelled(undefined, { cause: watch.signal.reason });
  const scores = await predict(
    predict.takesSlices === true ? slice(volume, axisOrder) : toTensorOrder(volume, axisOrder),
  );
  watch.onWindow(1, 1);
  return oneScorePerClass(scores);
}

function slice(volume: Volume<'float32'>, axisOrder: AxisOrder): Tensor {
  const [, , slices] = volume.size;
  if (slices === 1) return asSlice(toTensorOrder(volume, slicesFirst(axisOrder)));
  throw new UnfitImage(
    `The network takes single slices, and this image has ${slices}: send one slice of it.`,
  );
}

function oneScorePerClass({ data, dims }: Tensor): Float32Array {
  const [batch, classes, ...others] = dims;
  if (batch === 1 && classes > 0 && others.every((length) => length === 1)) return data;
  throw new NetworkFailed(
    `The network gave scores of ${formatDims(dims)}; to classify, it must give 1 x K: one score per class for the whole image.`,
  );
}
