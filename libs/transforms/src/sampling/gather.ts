import type { AxisNumber, Dtype, Grid, Volume } from '@aiaa/volume';
import { pickTaps } from './axis-taps.js';
import { evaluate } from './evaluate.js';
import { sampled } from './sampled.js';
import { hasGaps, wholeSampling, type Sampling, type SourceAxis } from './sampling.js';

/** For one axis of a target: the voxels along `axis` of the source that it copies, -1 for none. */
export interface TakenAxis {
  readonly axis: AxisNumber;
  readonly indices: Int32Array;
}

export type TakenAxes = readonly [TakenAxis, TakenAxis, TakenAxis];

/** A volume on `to` whose every voxel is a copy of one source voxel, or 0 where there is none. Keeps the dtype. */
export const gather = <D extends Dtype>(volume: Volume<D>, taken: TakenAxes, to: Grid): Volume<D> =>
  sampled(volume, (sampling) => take(sampling, taken, to));

/** A sampling knows one value for all outside: zeros next to others begin a new run. */
function take<D extends Dtype>(before: Sampling<D>, taken: TakenAxes, to: Grid): Sampling<D> {
  const cuts = taken.some(({ indices }) => indices.includes(-1));
  const mixes = cuts && hasGaps(before) && !Object.is(before.outside, 0);
  const sampling = mixes ? wholeSampling(evaluate(before)) : before;
  const along = ({ axis, indices }: TakenAxis): SourceAxis => ({
    axis: sampling.axes[axis].axis,
    taps: pickTaps(sampling.axes[axis].taps, indices),
  });
  const [x, y, z] = taken;
  return {
    ...sampling,
    to,
    axes: [along(x), along(y), along(z)],
    outside: cuts ? 0 : sampling.outside,
  };
}
