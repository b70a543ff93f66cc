import { setImmediate as nextTurn } from 'node:timers/promises';
import { voxelCount, type Size } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { inBatches, joined, parted } from '../batch.js';
import { fromTensorOrder, inTensorOrder, slicesFirst, toTensorOrder, type AxisOrder } from '../axis-order.js';
import { NetworkFailed } from '../network-failed.js';
import { makeBlend } from './blend.js';
import { importanceMap } from './importance-map.js';
import type { Inferer } from './inferer.js';
import { runWindow } from './run-window.js';
import { windowGrid } from './window-grid.js';
import { cutWindow, tensorSize, type Outside } from './window.js';

/** How much voxels count where windows overlap: all the same, or more towards the window's centre. */
export type BlendMode = 'constant' | 'gaussian';

export interface SlidingWindowOptions {
  /** The size of a window; 0 or less on an axis stands for the whole axis. */
  readonly roi: Size;
  /** The share of a window that its neighbour covers again: at least 0, less than 1. */
  readonly overlap: number;
  readonly mode: BlendMode;
  /** Sigma of the Gaussian as a share of the window's length. */
  readonly sigmaScale: number;
  readonly paddingMode: Outside['mode'];
  /** What lies outside the volume when `paddingMode` is `constant`. */
  readonly cval: number;
  readonly axisOrder: AxisOrder;
  /** Windows that a network which takes batches runs at once; every other runs one (MONAI `sw_batch_size`). */
  readonly batchSize: number;
}

/** MONAI's defaults (`SlidingWindowInferer`). */
export const SLIDING_WINDOW_DEFAULTS: Omit<SlidingWindowOptions, 'roi'> = {
  overlap: 0.25,
  mode: 'constant',
  sigmaScale: 0.125,
  paddingMode: 'constant',
  cval: 0,
  axisOrder: 'XYZ',
  batchSize: 1,
};

/**
 * Runs the network window by window and blends what overlaps (MONAI `sliding_window_inference`). Between two
 * runs the event loop turns, so that progress goes out and a cancel comes in.
 *
 * The volume is turned into tensor order once, and the scores back once, where they lie: every window between is plain
 * runs. Memory: the volume twice, the scores (channels x voxels, float32) once, one weight per voxel for a Gaussian, one
 * batch of windows.
 * @throws NetworkFailed when the options plan no finite grid of windows; from a run also when the network takes slices
 * and a window has several.
 */
export function slidingWindowInferer(
  options: Partial<SlidingWindowOptions> & Pick<SlidingWindowOptions, 'roi'>,
): Inferer {
  const settings: SlidingWindowOptions = { ...SLIDING_WINDOW_DEFAULTS, ...options };
  assertPlannable(settings);
  const { roi, overlap, mode, sigmaScale, paddingMode, cval, axisOrder, batchSize } = settings;
  const outside: Outside = paddingMode === 'constant' ? { mode: 'constant', cval } : { mode: 'replicate' };

  return async (volume, predict, watch) => {
    if (voxelCount(volume.size) === 0) throw new UnfitImage('The image has no voxels.');
    const order = predict.takesSlices === true ? slicesFirst(axisOrder) : axisOrder;
    if (predict.takesSlices === true) assertSlices(roi, volume.size);
    const image = toTensorOrder(volume, order);
    const size = tensorSize(image);
    const grid = windowGrid(size, inTensorOrder(roi, order), overlap);
    assertHoldable(grid.windowSize);
    const [c, b, a] = grid.windowSize;
    const blend = makeBlend(size, mode === 'constant' ? undefined : importanceMap([a, b, c], sigmaScale));
    const atOnce = predict.takesBatches === true ? Math.min(batchSize, mostAtOnce(grid.windowSize)) : 1;
    let done = 0;
    for (const windows of inBatches(grid.windows(), atOnce)) {
      if (done > 0) await nextTurn();
      const patch = () => joined(windows.map((window) => cutWindow(image, window, outside)));
      const scores = parted(await runWindow(patch, predict, watch.signal), 1);
      windows.forEach((window, at) => {
        blend.add(window, scores[at]);
        watch.onWindow(++done, grid.total);
      });
    }
    return fromTensorOrder(blend.mean(), order, { grid: volume, spare: image.data });
  };
}

function assertPlannable({ roi, overlap, sigmaScale, cval, batchSize }: SlidingWindowOptions): void {
  if (!(overlap >= 0 && overlap < 1)) {
    throw new NetworkFailed(
      `Windows cannot overlap by ${overlap}: the overlap is at least 0 and less than 1.`,
    );
  }
  if (!roi.every(Number.isSafeInteger)) {
    throw new NetworkFailed(`A window cannot have ${roi.join(' x ')} voxels: its size is in whole voxels.`);
  }
  if (!(sigmaScale > 0 && Number.isFinite(sigmaScale))) {
    throw new NetworkFailed(`A Gaussian cannot have a sigma of ${sigmaScale} window lengths: it is above 0.`);
  }
  if (Number.isNaN(cval)) throw new NetworkFailed('Windows cannot be padded with a value that is no number.');
  if (!(Number.isInteger(batchSize) && batchSize >= 1)) {
    throw new NetworkFailed(
      `A batch cannot have ${batchSize} windows: it has a whole number of them, from 1 on.`,
    );
  }
}

function assertSlices([, , roi]: Size, [, , slices]: Size): void {
  const depth = roi > 0 ? roi : slices;
  if (depth === 1) return;
  throw new NetworkFailed(
    `The network takes single slices, and a window of this model has ${depth}: set the third number of its roi to 1.`,
  );
}

/** Such a window is 4 GiB per channel before the network has done anything. */
const MAX_WINDOW_VOXELS = 2 ** 30;

const mostAtOnce = (windowSize: Size): number => Math.floor(MAX_WINDOW_VOXELS / voxelCount(windowSize));

function assertHoldable(windowSize: Size): void {
  if (voxelCount(windowSize) <= MAX_WINDOW_VOXELS) return;
  throw new NetworkFailed(
    `A window of ${windowSize.join(' x ')} voxels is above the limit of ${MAX_WINDOW_VOXELS}: make the window smaller.`,
  );
}
