import { voxelIndex, type Box, type Size } from '@aiaa/volume';
import type { SpatialTransform } from '../step.js';
import { reframe } from './reframe.js';

type Triple = readonly [number, number, number];

/** The box to keep: around a centre voxel, or from a first voxel to the one after the last. */
export type SpatialCropArgs =
  { readonly center: Triple; readonly size: Triple } | { readonly start: Triple; readonly end: Triple };

/** Keeps a box of the image, cut where the image ends (MONAI's SpatialCrop). */
export const spatialCrop =
  (args: SpatialCropArgs): SpatialTransform =>
  (volume) =>
    reframe(volume, cropBox(args, volume.size));

function cropBox(args: SpatialCropArgs, size: Size): Box {
  const along = (axis: 0 | 1 | 2): readonly [number, number] => {
    const start = Math.max(
      'start' in args ? args.start[axis] : args.center[axis] - Math.floor(args.size[axis] / 2),
      0,
    );
    const end = 'start' in args ? args.end[axis] : start + args.size[axis];
    return [start, Math.max(Math.min(end, size[axis]), start)];
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return { min: voxelIndex(x[0], y[0], z[0]), max: voxelIndex(x[1], y[1], z[1]) };
}
