import type { Volume } from '@aiaa/volume';
import { sampled } from './sampled.js';
import type { Sampling, ValueMap } from './sampling.js';

/** The same grid with every value changed by itself; float32. */
export const mapValues = (volume: Volume, change: ValueMap): Volume<'float32'> =>
  sampled(volume, (sampling) => changed(sampling, change));

function changed(sampling: Sampling, change: ValueMap): Sampling<'float32'> {
  const outside = Float32Array.of(sampling.outside);
  change(outside, outside);
  return { ...sampling, dtype: 'float32', values: [...sampling.values, change], outside: outside[0] };
}
