import type { Volume } from '@aiaa/volume';
import { DeferredVolume } from './deferred-volume.js';

/**
 * The same volume, whose way through transforms is only noted: no voxel is sampled before somebody reads one, and
 * then only what crops have left by that time.
 */
export const defer = (volume: Volume): Volume =>
  volume instanceof DeferredVolume ? volume : new DeferredVolume(volume);
