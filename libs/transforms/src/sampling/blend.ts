import type { Grid, Volume } from '@aiaa/volume';
import { toFloat32 } from './as-float32.js';
import { tapsThrough } from './axis-taps.js';
import { evaluate } from './evaluate.js';
import { sampled } from './sampled.js';
import { hasGaps, wholeSampling, type Sampling, type SourceAxes, type SourceAxis } from './sampling.js';

/** A volume on `to`, interpolated linearly along each axis; float32. */
export const blend = (volume: Volume, axes: SourceAxes, to: Grid): Volume<'float32'> =>
  sampled(volume, (sampling) => interpolate(sampling, axes, to));

/** Interpolation is between two voxels of a source as they are: after anything but copies a new run begins. */
function interpolate(before: Sampling, axes: SourceAxes, to: Grid): Sampling<'float32'> {
  const copies = !before.blended && before.values.every((change) => change === toFloat32) && !hasGaps(before);
  const sampling = copies ? before : wholeSampling(evaluate(before));
  const along = ({ axis, taps }: SourceAxis): SourceAxis => ({
    axis: sampling.axes[axis].axis,
    taps: tapsThrough(taps, sampling.axes[axis].taps),
  });
  const [x, y, z] = axes;
  return {
    ...sampling,
    to,
    dtype: 'float32',
    axes: [along(x), along(y), along(z)],
    blended: true,
    values: [],
  };
}
