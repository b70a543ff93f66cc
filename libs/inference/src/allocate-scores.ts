import { allocateVoxels, type Voxels } from '@aiaa/volume';
import { LimitExceeded } from '@aiaa/volume/errors';

/** What becomes of the scores (probabilities, labels) is made while these are still held. */
const COPIES = 2;

/**
 * Room for the scores of `channels` classes on `count` voxels.
 * @throws LimitExceeded when the machine, or the container, has not the memory for them: to try would end the
 * process, and whoever runs beside it.
 */
export function allocateScores(count: number, channels: number): Voxels<'float32'> {
  const bytes = count * channels * Float32Array.BYTES_PER_ELEMENT;
  if (COPIES * bytes > process.availableMemory()) throw tooLarge(count, channels);
  try {
    return allocateVoxels('float32', count * channels);
  } catch (cause) {
    throw tooLarge(count, channels, cause);
  }
}

function tooLarge(count: number, channels: number, cause?: unknown): LimitExceeded {
  const gib = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
  const needed = gib(COPIES * count * channels * Float32Array.BYTES_PER_ELEMENT);
  return new LimitExceeded(
    `The scores of ${channels} classes on ${count} voxels need ${needed} GiB of memory, and ${gib(process.availableMemory())} GiB are free: crop the image, or resample it coarser.`,
    { cause },
  );
}
