import { voxelIndex, type Box, type Size } from '@aiaa/volume';
import type { SpatialTransform } from '../step.js';
import { reframe } from './reframe.js';

/** Along x, or x and y, or all three: an axis that is not named is kept whole. */
type Axes = readonly number[];

/** The box to keep: around a centre voxel, or from a first voxel to the one after the last. */
export type SpatialCropArgs =
  { readonly center: Axes; readonly size: Axes } | { readonly start: Axes; readonly end: Axes };

/**
 * Keeps a box of the image, cut where the image ends (MONAI's SpatialCrop). Exact: the affine's origin moves with the
 * first voxel, and points move by what is cut off before them. A box beyond the image leaves an empty one.
 */
export const spatialCrop =
  (args: SpatialCropArgs): SpatialTransform =>
  (volume) =>
    reframe(volume, cropBox(args, volume.size));

function cropBox(args: SpatialCropArgs, size: Size): Box {
  const along = (axis: 0 | 1 | 2): readonly [number, number] => {
    const wanted = wantedAlong(args, axis) ?? [0, size[axis]];
    const start = Math.min(wanted[0], size[axis]);
    return [start, Math.max(Math.min(wanted[1], size[axis]), start)];
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return { min: voxelIndex(x[0], y[0], z[0]), max: voxelIndex(x[1], y[1], z[1]) };
}

function wantedAlong(args: SpatialCropArgs, axis: 0 | 1 | 2): readonly [number, number] | undefined {
  if ('start' in args) {
    const [start, end] = [args.start.at(axis), args.end.at(axis)];
    return start === undefined || end === undefined ? undefined : [Math.max(start, 0), end];
  }
  const [center, size] = [args.center.at(axis), args.size.at(axis)];
  if (center === undefined || size === undefined) return undefined;
  const start = Math.max(center - Math.floor(size / 2), 0);
  return [start, start + size];
}
