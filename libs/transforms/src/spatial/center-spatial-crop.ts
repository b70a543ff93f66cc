import type { SpatialTransform } from '../step.js';
import { spatialCrop } from './spatial-crop.js';

export interface CenterSpatialCropArgs {
  /** Voxels to keep along x, y and z; 0 or less keeps the whole axis. */
  readonly size: readonly [number, number, number];
}

/** Keeps the middle of the image, at most this size (MONAI's CenterSpatialCrop). */
export const centerSpatialCrop =
  ({ size }: CenterSpatialCropArgs): SpatialTransform =>
  (volume) => {
    const kept = (axis: 0 | 1 | 2): number => (size[axis] > 0 ? size[axis] : volume.size[axis]);
    const middle = (axis: 0 | 1 | 2): number => Math.floor(volume.size[axis] / 2);
    return spatialCrop({ center: [middle(0), middle(1), middle(2)], size: [kept(0), kept(1), kept(2)] })(
      volume,
    );
  };
