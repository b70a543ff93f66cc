import {
  UnfitImage,
  affineFromColumns,
  multiplyAffines,
  sameSize,
  voxelCount,
  type Affine,
  type Grid,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { gridOf, type GridMap } from '../grid-map.js';
import { gaussianSmooth } from '../intensity/gaussian-smooth.js';
import { roundHalfEven } from '../round-half-even.js';
import { areaMean } from '../sampling/area-mean.js';
import { asFloat32 } from '../sampling/as-float32.js';
import { linearTaps } from '../sampling/axis-taps.js';
import { blend } from '../sampling/blend.js';
import { cubicResize } from '../sampling/cubic-resize.js';
import { gather } from '../sampling/gather.js';
import { nearestResizeIndices } from '../sampling/nearest-resize-indices.js';
import { resizePlace } from '../sampling/resize-place.js';
import type { SourceAxis } from '../sampling/sampling.js';
import { identityStep, makeStep, type SpatialTransform } from '../step.js';
import { perAxis, type PerAxis } from './per-axis.js';

export interface ResizeArgs {
  /** Voxels along x, y and z, 0 or less keeps an axis; with `longest`, the first is that of the longest axis. */
  readonly size: PerAxis;
  /** Default `area`. */
  readonly mode?: 'area' | 'nearest' | 'nearest-exact' | 'trilinear' | 'bicubic';
  /** Whether the border voxels' centres are kept, not their outer edges; for `trilinear` and `bicubic`. Default false. */
  readonly alignCorners?: boolean;
  /** Whether an image is blurred first along the axes that become shorter. Default false. */
  readonly antiAliasing?: boolean;
  /** How much, as the bell's standard deviation in voxels. Default (n / m - 1) / 2, from n to m voxels. */
  readonly antiAliasingSigma?: PerAxis;
  /** Whether each axis is resized to its own size, or all in the proportion of the longest. Default `all`. */
  readonly sizeMode?: 'all' | 'longest';
}

/**
 * Resamples to another number of voxels over the same body (MONAI's Resize). The result is float32. A volume
 * that has this size already is kept, and so is one without voxels.
 * @throws UnfitImage when `bicubic` meets several slices: PyTorch has it for pictures alone.
 */
export const resize =
  (args: ResizeArgs): SpatialTransform =>
  (volume) => {
    const size = targetSize(volume.size, args);
    if (voxelCount(volume.size) === 0 || sameSize(size, volume.size)) return identityStep(asFloat32(volume));
    const map = resizeMap(volume, size, alignsCorners(args));
    return makeStep(resized(smoothed(volume, size, args), map.to, args), [map]);
  };

const alignsCorners = ({ mode, alignCorners = false }: ResizeArgs): boolean =>
  alignCorners && (mode === 'trilinear' || mode === 'bicubic');

function targetSize(size: Size, { size: wanted, sizeMode = 'all' }: ResizeArgs): Size {
  const [x, y, z] = perAxis(wanted);
  if (sizeMode === 'all') return [x > 0 ? x : size[0], y > 0 ? y : size[1], z > 0 ? z : size[2]];
  const factor = x / Math.max(...size);
  return [roundHalfEven(size[0] * factor), roundHalfEven(size[1] * factor), roundHalfEven(size[2] * factor)];
}

/** Where the values go; with aligned corners that is not quite what MONAI's new affine says. */
function resizeMap(volume: Volume, size: Size, aligned: boolean): GridMap {
  const from = gridOf(volume);
  const back = (axis: 0 | 1 | 2): number => from.size[axis] / size[axis];
  const toOld = scaleAndShift(back, (axis) => (back(axis) - 1) / 2);
  const centres = (axis: 0 | 1 | 2): boolean => aligned && size[axis] > 1 && from.size[axis] > 1;
  const scale = (axis: 0 | 1 | 2): number =>
    centres(axis) ? (size[axis] - 1) / (from.size[axis] - 1) : size[axis] / from.size[axis];
  const matrix = scaleAndShift(scale, (axis) => (centres(axis) ? 0 : (scale(axis) - 1) / 2));
  return {
    from,
    to: { size, affine: multiplyAffines(from.affine, toOld) },
    matrix,
    exact: false,
    resized: true,
  };
}

type AlongAxis = (axis: 0 | 1 | 2) => number;

const scaleAndShift = (scale: AlongAxis, shift: AlongAxis): Affine =>
  affineFromColumns(
    [
      [scale(0), 0, 0],
      [0, scale(1), 0],
      [0, 0, scale(2)],
    ],
    [shift(0), shift(1), shift(2)],
  );

function resized(volume: Volume, to: Grid, args: ResizeArgs): Volume<'float32'> {
  const { mode = 'area' } = args;
  const aligned = alignsCorners(args);
  const linearAlong = (axis: 0 | 1 | 2): SourceAxis => {
    const [from, count] = [volume.size[axis], to.size[axis]];
    const place = (_: unknown, index: number): number => resizePlace(index, { from, count, aligned });
    return { axis, taps: linearTaps(Float64Array.from({ length: count }, place), from, 'border') };
  };
  switch (mode) {
    case 'area':
      return areaMean(volume, to);
    case 'nearest':
    case 'nearest-exact':
      return asFloat32(gather(volume, nearestResizeIndices(volume.size, to.size, mode), to));
    case 'trilinear':
      return blend(volume, [linearAlong(0), linearAlong(1), linearAlong(2)], to);
    case 'bicubic':
      return cubicResize(picture(volume, to), to, aligned);
  }
}

/** MONAI blurs, by skimage's rule, where any axis becomes shorter; ratios are float32. */
function smoothed(
  volume: Volume,
  size: Size,
  { antiAliasing = false, antiAliasingSigma }: ResizeArgs,
): Volume {
  const ratio = (axis: 0 | 1 | 2): number => Math.fround(volume.size[axis] / size[axis]);
  const sigma = (axis: 0 | 1 | 2): number => {
    if (ratio(axis) <= 1) return 0;
    return antiAliasingSigma === undefined ? (ratio(axis) - 1) / 2 : perAxis(antiAliasingSigma)[axis];
  };
  const sigmas = [sigma(0), sigma(1), sigma(2)] as const;
  if (!antiAliasing || sigmas.every((width) => width === 0)) return volume;
  return gaussianSmooth({ sigma: sigmas })(volume).volume;
}

function picture(volume: Volume, to: Grid): Volume {
  const slices = Math.max(volume.size[2], to.size[2]);
  if (slices === 1) return volume;
  throw new UnfitImage(
    `Resize with mode bicubic takes pictures of one slice, not of ${slices}: name trilinear in the config.`,
  );
}
