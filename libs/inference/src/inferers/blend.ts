import { voxelCount, type Box, type Size, type Voxels } from '@aiaa/volume';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { allocateScores } from '../allocate-scores.js';
import { NetworkFailed } from '../network-failed.js';
import { makeTensor, type Tensor } from '../tensor.js';
import { evenTally, weightedTally } from './tally.js';
import { addWindow } from './window.js';

export interface Blend {
  /**
   * Adds the scores of a window, [1, C, a, b, c]; the first window says how many classes there are.
   * @throws NetworkFailed when a later window has another number of classes, or memory runs out.
   */
  add(window: Box, scores: Tensor): void;
  /** The weighted mean of all that was added, voxel by voxel. To be asked once: it reuses the sums. */
  mean(): Tensor;
}

/**
 * Sums windows in float32, as MONAI does: one array of scores and, where voxels weigh differently, one of weights,
 * whatever the windows. Those must start at the same places along each axis, in all combinations.
 * @param size of the image, as `tensorSize` gives it
 * @param weights what each voxel of a window counts; absent: 1
 */
export function makeBlend(size: Size, weights?: Float32Array): Blend {
  const count = voxelCount(size);
  const tally =
    weights === undefined ? evenTally(size) : weightedTally(size, weights, allocateScores(count, 1));
  let sums: Voxels<'float32'> | undefined;
  return {
    add(window, scores) {
      const channels = scores.dims[1];
      const inWindow = scores.data.length / channels;
      sums ??= allocateScores(count, channels);
      assertSameClasses(channels, sums.length / count);
      for (let channel = 0; channel < channels; channel++) {
        const values = scores.data.subarray(channel * inWindow, (channel + 1) * inWindow);
        const target = sums.subarray(channel * count, (channel + 1) * count);
        addWindow(target, size, {
          values,
          window,

          ...(weights === undefined ? {} : { weights }),
        });
      }
      tally.add(window);
    },
    mean() {
      if (sums === undefined) throw new BrokenInvariant('No window was blended.');
      for (let start = 0; start < sums.length; start += count)
        tally.divide(sums.subarray(start, start + count));
      return makeTensor([1, sums.length / count, size[2], size[1], size[0]], sums);
    },
  };
}

function assertSameClasses(given: number, before: number): void {
  if (given === before) return;
  throw new NetworkFailed(`The network gave ${given} classes for one window and ${before} for the first.`);
}
