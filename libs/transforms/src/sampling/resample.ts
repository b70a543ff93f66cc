import { makeVolume, voxelCount, type AxisNumber, type Size, type Volume } from '@aiaa/volume';
import { invertMap, type GridMap } from '../grid-map.js';
import { axisSteps, type AxisStep, type AxisSteps } from './axis-steps.js';
import { linearTaps } from './axis-taps.js';
import { roundHalfEven } from '../round-half-even.js';
import { asFloat32 } from './as-float32.js';
import { blend } from './blend.js';
import { blendOblique } from './blend-oblique.js';
import { gather, type TakenAxis } from './gather.js';
import { padPosition, type PaddingMode } from './padding.js';
import type { SourceAxis } from './sampling.js';

export interface ResampleOptions {
  /** `nearest`: a place halfway between two voxels takes the even one, as PyTorch's grid_sample does. */
  readonly mode: 'bilinear' | 'nearest';
  readonly paddingMode: PaddingMode;
}

/** The volume on `map.to`, float32 as MONAI's SpatialResample gives it. From a volume without voxels come zeros. */
export function resample(volume: Volume, map: GridMap, options: ResampleOptions): Volume<'float32'> {
  const { to } = map;
  if (voxelCount(volume.size) === 0) {
    const voxels = new Float32Array(voxelCount(to.size) * volume.channels);
    return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels: volume.channels });
  }
  const back = invertMap(map);
  const steps = axisSteps(back.matrix);
  if (steps === undefined) return blendOblique(volume, to, { matrix: back.matrix, ...options });
  const [x, y, z] = separate(steps, to.size, volume.size);
  const { paddingMode } = options;
  if (options.mode === 'nearest') {
    const along = (axis: Along): TakenAxis => nearestAlong(axis, paddingMode);
    return asFloat32(gather(volume, [along(x), along(y), along(z)], to));
  }
  const along = (axis: Along): SourceAxis => tapsAlong(axis, paddingMode);
  return blend(volume, [along(x), along(y), along(z)], to);
}

/** Where the voxels along one axis of the target lie along one axis of the source. */
interface Along {
  readonly axis: AxisNumber;
  readonly length: number;
  readonly positions: Float64Array;
}

function separate([x, y, z]: AxisSteps, to: Size, from: Size): readonly [Along, Along, Along] {
  const along = ({ axis, scale, shift }: AxisStep, length: number): Along => ({
    axis,
    length: from[axis],
    positions: Float64Array.from({ length }, (_, index) => scale * index + shift),
  });
  return [along(x, to[0]), along(y, to[1]), along(z, to[2])];
}

const tapsAlong = ({ axis, positions, length }: Along, mode: PaddingMode): SourceAxis => ({
  axis,
  taps: linearTaps(positions, length, mode),
});

function nearestAlong({ axis, positions, length }: Along, mode: PaddingMode): TakenAxis {
  const indices = Int32Array.from(positions, (position) => {
    const index = roundHalfEven(padPosition(position, length, mode));
    return index >= 0 && index < length ? index : -1;
  });
  return { axis, indices };
}
