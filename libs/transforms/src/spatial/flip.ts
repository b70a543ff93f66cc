import type { AxisNumber } from '@aiaa/volume';
import type { SpatialTransform } from '../step.js';
import { turnAxes } from './turn-axes.js';

export interface FlipArgs {
  /** The axes to reverse. Default: all three. */
  readonly axes?: readonly AxisNumber[];
}

/**
 * Reverses the order of the voxels along some axes (MONAI's Flip). Exact: size and dtype stay, and so does each
 * voxel's place in the world, for the affine is flipped with them; a point at i moves to size - 1 - i.
 */
export const flip =
  ({ axes = [0, 1, 2] }: FlipArgs = {}): SpatialTransform =>
  (volume) => {
    const source = (axis: AxisNumber) => ({ axis, reversed: axes.includes(axis) });
    return turnAxes(volume, [source(0), source(1), source(2)]);
  };
