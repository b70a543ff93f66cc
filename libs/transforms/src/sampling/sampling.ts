import {
  boxOfSize,
  voxelCount,
  voxelIndex,
  type AxisNumber,
  type Box,
  type Dtype,
  type Grid,
  type Volume,
  type Voxels,
} from '@aiaa/volume';
import { gridOf } from '../grid-map.js';
import { wholeTaps, type AxisTaps } from './axis-taps.js';

/** What the voxels along one axis of a target are made of: voxels along `axis` of a source. */
export interface SourceAxis {
  readonly axis: AxisNumber;
  readonly taps: AxisTaps;
}

export type SourceAxes = readonly [SourceAxis, SourceAxis, SourceAxis];

/** Changes values one by one, into float32; source and target may be the same array. */
export type ValueMap = (values: Voxels, target: Float32Array) => void;

/** How a volume is made in one pass over a source: voxels taken or blended axis by axis, then changed one by one. */
export interface Sampling<D extends Dtype = Dtype> {
  readonly source: Volume;
  readonly to: Grid;
  readonly dtype: D;
  /** For x, y and z of `to`. */
  readonly axes: SourceAxes;
  /** Whether voxels are interpolated; otherwise each is a copy, and only `low` counts. */
  readonly blended: boolean;
  /** In this order, the first from the source's own dtype. */
  readonly values: readonly ValueMap[];
  /** The value where the source has no voxel. */
  readonly outside: number;
}

/** Where in a source's channel the voxels along x, y and z of a target lie: the sum of three; -1 for none. */
export type Places = readonly [Int32Array, Int32Array, Int32Array];

/** Writes plane `z` of a channel of the target; what it writes where the source has no voxel counts for nothing. */
export type SamplePlane = (channel: number, z: number, plane: Voxels) => void;

/** Every voxel of a volume as it is: where each run of steps begins. */
export function wholeSampling<D extends Dtype>(source: Volume<D>): Sampling<D> {
  const whole = (axis: AxisNumber): SourceAxis => ({ axis, taps: wholeTaps(source.size[axis]) });
  return {
    source,
    to: gridOf(source),
    dtype: source.dtype,
    axes: [whole(0), whole(1), whole(2)],
    blended: false,
    values: [],
    outside: 0,
  };
}

/** Whether some voxels of the target have none in the source. */
export const hasGaps = ({ to, axes }: Sampling): boolean =>
  voxelCount(to.size) > 0 && axes.some(({ taps }) => taps.low.includes(-1));

/** The box outside of which the target has zeros and nothing else. */
export function filledBy({ to, axes, outside }: Sampling): Box {
  if (!Object.is(outside, 0)) return boxOfSize(to.size);
  const [x, y, z] = axes.map(({ taps: { low } }) => {
    const first = low.findIndex((tap) => tap >= 0);
    return first < 0 ? [0, 0] : [first, low.findLastIndex((tap) => tap >= 0) + 1];
  });
  return { min: voxelIndex(x[0], y[0], z[0]), max: voxelIndex(x[1], y[1], z[1]) };
}
