import { boxSize, voxelIndex, type Box, type Size } from '@aiaa/volume';
import { perAxis, type PerAxis } from '../spatial/per-axis.js';
import { reframe } from '../spatial/reframe.js';
import { boxAround } from './box-around.js';
import type { GuidedTransform } from './guided-step.js';
import { withGuidance } from './with-guidance.js';

export interface CropGuidanceArgs {
  /**
   * Voxels that a network likes to see, along x, y and z; or along x and y only, then as many slices as the image
   * is wide. MONAI writes a scan's as depth, x, y.
   */
  readonly spatialSize: readonly [number, number] | readonly [number, number, number];
  /** Voxels to keep around the clicks. Default 20. */
  readonly margin?: PerAxis;
}

/**
 * Crops around the clicks (MONAI's SpatialCropGuidance): to the box that holds them all, or, where that is
 * smaller on every axis, to `spatialSize` around its middle. Exact; clicks move with the first voxel. Along z
 * MONAI counts from the first slice, wherever the clicks are, and loses those that lie deeper than the window; only
 * where it would lose one does the window move on here, until it holds them all.
 * @throws RangeError when there are no clicks, or the margin is below 0.
 */
export const cropGuidance =
  ({ spatialSize, margin = 20 }: CropGuidanceArgs): GuidedTransform =>
  (guided) => {
    const { size } = guided.step.volume;
    const clicks = guided.guidance.flat();
    const around = boxAround(clicks, size, perAxis(margin));
    const [x, y, z = size[0]] = spatialSize;
    const losesNone = clicks.every((click) => click[2] < z);
    const box = windowOver({ around, size, wanted: [x, y, z], fromFirstSlice: losesNone });
    return withGuidance((volume) => reframe(volume, box))(guided);
  };

interface Window {
  readonly around: Box;
  readonly size: Size;
  readonly wanted: Size;
  readonly fromFirstSlice: boolean;
}

function windowOver({ around, size, wanted, fromFirstSlice }: Window): Box {
  // a single slice is an image of two axes to MONAI
  const isSmaller = boxSize(around).every(
    (length, axis) => length < wanted[axis] || (axis === 2 && size[2] === 1),
  );
  if (!isSmaller) return around;
  const middle = (axis: 0 | 1): number => {
    const centre = Math.floor((around.min[axis] + around.max[axis]) / 2);
    return Math.max(centre - Math.floor(wanted[axis] / 2), 0);
  };
  const deepest = Math.max(around.max[2] - wanted[2], 0);
  const [x, y, z] = [middle(0), middle(1), fromFirstSlice ? 0 : deepest];
  const end = (start: number, axis: 0 | 1 | 2): number => Math.min(start + wanted[axis], size[axis]);
  return { min: voxelIndex(x, y, z), max: voxelIndex(end(x, 0), end(y, 1), end(z, 2)) };
}
