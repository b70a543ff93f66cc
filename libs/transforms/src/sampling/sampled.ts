import type { Dtype, Volume } from '@aiaa/volume';
import { DeferredVolume } from './deferred-volume.js';
import { evaluate } from './evaluate.js';
import { wholeSampling, type Sampling } from './sampling.js';

/**
 * A volume with one step more in its sampling. A deferred volume stays deferred; any other is sampled at once, as
 * a run of this step alone.
 */
export function sampled<From extends Dtype, D extends Dtype>(
  volume: Volume<From>,
  extend: (sampling: Sampling<From>) => Sampling<D>,
): Volume<D> {
  return volume instanceof DeferredVolume
    ? new DeferredVolume<D>(extend(volume.sampling()))
    : evaluate(extend(wholeSampling(volume)));
}
