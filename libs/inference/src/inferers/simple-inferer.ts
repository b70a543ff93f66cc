import { boxOfSize, makeVolume, voxelCount } from '@aiaa/volume';
import { UnfitImage } from '@aiaa/volume/errors';
import { addWindow, cutWindow, type AxisOrder } from '../axis-order.js';
import { allocateScores } from './blend.js';
import type { Inferer } from './inferer.js';
import { runWindow } from './run-window.js';

export interface SimpleInfererOptions {
  readonly axisOrder: AxisOrder;
}

/** Runs the network once, on the whole volume. */
export const simpleInferer =
  ({ axisOrder: order }: SimpleInfererOptions): Inferer =>
  async (volume, predict, watch) => {
    const { size, affine } = volume;
    const count = voxelCount(size);
    if (count === 0) throw new UnfitImage('The image has no voxels.');
    const window = boxOfSize(size);
    const patch = () => cutWindow(volume, window, order, { mode: 'replicate' });
    const scores = await runWindow(patch, predict, watch.signal);
    const channels = scores.dims[1];
    const voxels = allocateScores(count, channels);
    for (let start = 0; start < voxels.length; start += count) {
      const values = scores.data.subarray(start, start + count);
      addWindow(voxels.subarray(start, start + count), size, { values, window, order });
    }
    watch.onWindow(1, 1);
    return makeVolume({ voxels, size, affine, channels });
  };
