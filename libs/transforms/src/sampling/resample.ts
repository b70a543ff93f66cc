import { makeVolume, voxelCount, type Size, type Volume } from '@aiaa/volume';
import { invertMap, type GridMap } from '../grid-map.js';
import { axisSteps, type AxisSteps } from './axis-steps.js';
import { linearTaps, strideTaps } from './axis-taps.js';
import { roundHalfEven } from '../round-half-even.js';
import { asFloat32 } from './as-float32.js';
import { blend } from './blend.js';
import { blendOblique } from './blend-oblique.js';
import { gather } from './gather.js';
import { padPosition, type PaddingMode } from './padding.js';
import { stridesOf } from './strides.js';

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
  const axes = separate(steps, to.size, volume.size);
  if (options.mode === 'nearest') {
    const offsets = axes.map((axis) => nearestAlong(axis, options.paddingMode));
    return asFloat32(gather(volume, triple(offsets), to));
  }
  return blend(volume, triple(axes.map((axis) => tapsAlong(axis, options.paddingMode))), to);
}

/** Where the voxels along one axis of the target lie along one axis of the source. */
interface Along {
  readonly positions: Float64Array;
  readonly length: number;
  readonly stride: number;
}

function separate(steps: AxisSteps, to: Size, from: Size): readonly Along[] {
  const strides = stridesOf(from);
  return steps.map(({ axis, scale, shift }, along) => ({
    positions: Float64Array.from({ length: to[along] }, (_, index) => scale * index + shift),
    length: from[axis],
    stride: strides[axis],
  }));
}

const tapsAlong = ({ positions, length, stride }: Along, mode: PaddingMode) =>
  strideTaps(linearTaps(positions, length, mode), stride);

function nearestAlong({ positions, length, stride }: Along, mode: PaddingMode): Int32Array {
  return Int32Array.from(positions, (position) => {
    const index = roundHalfEven(padPosition(position, length, mode));
    return index >= 0 && index < length ? index * stride : -1;
  });
}

/** The three axes of a list that was mapped from three. */
function triple<T>([x, y, z]: readonly T[]): readonly [T, T, T] {
  return [x, y, z];
}
