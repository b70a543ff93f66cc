import { allocateVoxels, type Voxels } from '@aiaa/volume';
import { NetworkFailed } from './network-failed.js';

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
