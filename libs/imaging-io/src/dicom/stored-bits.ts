import type { Voxels } from '@aiaa/volume';
import type { PixelDescription } from './instance.js';

/**
 * Keeps, in place, the bits of each number that are stored, from High Bit downwards (PS3.5, 8.1.1), and gives them
 * their sign: others may hold overlays or anything.
 */
export function keepStoredBits(samples: Voxels, pixels: PixelDescription): void {
  const { bitsAllocated, bitsStored, highBit, signed } = pixels;
  if (bitsStored === bitsAllocated) return;
  const left = 31 - highBit;
  const right = 32 - bitsStored;
  if (signed) for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] << left) >> right;
  else for (let at = 0; at < samples.length; at++) samples[at] = (samples[at] << left) >>> right;
}
