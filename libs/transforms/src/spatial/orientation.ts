import { orientationOf, parseAxisCodes, reorientation } from '@aiaa/volume';
import type { SpatialTransform } from '../step.js';
import { turnAxes } from './turn-axes.js';

export interface OrientationArgs {
  /** Where the voxel axes shall run: three letters such as `RAS`. */
  readonly axcodes: string;
}

/**
 * Permutes and flips the axes until they run as the letters say (MONAI's Orientation). Exact: every voxel
 * keeps its value, its dtype and its place in the world.
 * @throws RangeError when the letters name no orientation.
 */
export function orientation({ axcodes }: OrientationArgs): SpatialTransform {
  const target = parseAxisCodes(axcodes);
  return (volume) => turnAxes(volume, reorientation(orientationOf(volume.affine), target));
}
