import { voxelCount } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { fromTensorOrder, toTensorOrder, type AxisOrder } from '../axis-order.js';
import type { Inferer } from './inferer.js';
import { runWindow } from './run-window.js';
import { SLIDING_WINDOW_DEFAULTS as DEFAULTS, slidingWindowInferer } from './sliding-window-inferer.js';

export interface SimpleInfererOptions {
  readonly axisOrder: AxisOrder;
  /** Slices that a network which takes batches of them runs at once; default: as a sliding window. */
  readonly batchSize?: number;
}

/** Runs the network once, on the whole volume; a network of slices once on each slice (MONAI `SliceInferer`). */
export function simpleInferer({ axisOrder, batchSize = DEFAULTS.batchSize }: SimpleInfererOptions): Inferer {
  const sliceBySlice = slidingWindowInferer({ roi: [0, 0, 1], overlap: 0, axisOrder, batchSize });
  return async (volume, predict, watch) => {
    if (predict.takesSlices === true) return sliceBySlice(volume, predict, watch);
    if (voxelCount(volume.size) === 0) throw new UnfitImage('The image has no voxels.');
    const scores = await runWindow(() => toTensorOrder(volume, axisOrder), predict, watch.signal);
    watch.onWindow(1, 1);
    return fromTensorOrder(scores, axisOrder, { grid: volume });
  };
}
