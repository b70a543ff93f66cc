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

interface Taking {
  readonly taken: TakenAxes;
  readonly to: Grid;
  readonly outside: number;
}

/** A volume on `to` whose every voxel is a copy of one source voxel, or `outside` where there is none. Keeps the dtype. */
export const gather = <D extends Dtype>(
  volume: Volume<D>,
  taken: TakenAxes,
  to: Grid,
  outside = 0,
): Volume<D> => sampled(volume, (sampling) => take(sampling, { taken, to, outside }));

/** A sampling knows one value for all outside: another one next to it begins a new run. */
function take<D extends Dtype>(before: Sampling<D>, { taken, to, outside }: Taking): Sampling<D> {
  const cuts = taken.some(({ indices }) => indices.includes(-1));
  const mixes = cuts && hasGaps(before) && !Object.is(before.outside, outside);
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
    outside: cuts ? outside : sampling.outside,
  };
}
