import {
  allocateVoxels,
  makeVolume,
  voxelCount,
  type Box,
  type Grid,
  type Volume,
  type Voxels,
} from '@aiaa/volume';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { addWindow } from '../axis-order.js';
import { NetworkFailed } from '../network-failed.js';
import type { Tensor } from '../tensor.js';
import { evenTally, weightedTally } from './tally.js';

export interface Blend {
  /**
   * Adds the scores of a window, [1, C, a, b, c]; the first window says how many classes there are.
   * @throws NetworkFailed when a later window has another number of classes, or memory runs out.
   */
  add(window: Box, scores: Tensor): void;
  /** The weighted mean of all that was added, voxel by voxel. To be asked once: it reuses the sums. */
  mean(): Volume<'float32'>;
}

/**
 * Sums windows in float32, as MONAI does: one array of scores and, where voxels weigh differently, one of weights,
 * whatever the windows. Those must start at the same places along each axis, in all combinations.
 * @param grid with its axes in tensor order
 * @param weights what each voxel of a window counts, in tensor order; absent: 1
 */
export function makeBlend({ size, affine }: Grid, weights?: Float32Array): Blend {
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
          order: 'ZYX',
          ...(weights === undefined ? {} : { weights }),
        });
      }
      tally.add(window);
    },
    mean() {
      if (sums === undefined) throw new BrokenInvariant('No window was blended.');
      for (let start = 0; start < sums.length; start += count)
        tally.divide(sums.subarray(start, start + count));
      return makeVolume({ voxels: sums, size, affine, channels: sums.length / count });
    },
  };
}

/** @throws NetworkFailed when there is no such memory. */
export function allocateScores(count: number, channels: number): Voxels<'float32'> {
  try {
    return allocateVoxels('float32', count * channels);
  } catch (cause) {
    const gib = ((count * channels * Float32Array.BYTES_PER_ELEMENT) / 2 ** 30).toFixed(1);
    throw new NetworkFailed(
      `The scores of ${channels} classes on ${count} voxels need ${gib} GiB of memory, which cannot be had.`,
      { cause },
    );
  }
}

function assertSameClasses(given: number, before: number): void {
  if (given === before) return;
  throw new NetworkFailed(`The network gave ${given} classes for one window and ${before} for the first.`);
}
