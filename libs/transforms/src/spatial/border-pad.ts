import { voxelIndex } from '@aiaa/volume';
import type { SpatialTransform } from '../step.js';
import type { PadFill } from './pad-fill.js';
import { reframe } from './reframe.js';

type Six = readonly [number, number, number, number, number, number];

export interface BorderPadArgs extends PadFill {
  /**
   * Voxels to add on every side; or on both sides of x, of y and of z; or before x, after x, before y and so on.
   * Less than 0 adds none.
   */
  readonly border: number | readonly [number, number, number] | Six;
}

/**
 * Adds voxels around an image, zeros unless told otherwise (MONAI's BorderPad). Exact: size grows by the borders,
 * the affine's origin moves with the first voxel, and points move by the border before them.
 */
export function borderPad({ border, ...fill }: BorderPadArgs): SpatialTransform {
  const [left, right, front, back, low, high] = sidesOf(border);
  return (volume) => {
    const [width, height, depth] = volume.size;
    const min = voxelIndex(0 - left, 0 - front, 0 - low);
    const max = voxelIndex(width + right, height + back, depth + high);
    return reframe(volume, { min, max }, fill);
  };
}

function sidesOf(border: BorderPadArgs['border']): Six {
  const none = (width: number): number => Math.max(width, 0);
  if (typeof border === 'number') return sidesOf([border, border, border]);
  if (border.length === 3) {
    const [x, y, z] = border;
    return sidesOf([x, x, y, y, z, z]);
  }
  const [left, right, front, back, low, high] = border;
  return [none(left), none(right), none(front), none(back), none(low), none(high)];
}
