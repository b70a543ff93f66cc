import { voxelIndex } from '@aiaa/volume';
import type { SpatialTransform } from '../step.js';
import type { PadFill } from './pad-fill.js';
import { reframe } from './reframe.js';

export interface SpatialPadArgs extends PadFill {
  /** The least size along x, y and z; an axis that is as long already keeps its length. */
  readonly size: readonly [number, number, number];
  /** Voxels are added on both sides, an odd one at the end; or all at the end. Default `symmetric`. */
  readonly method?: 'symmetric' | 'end';
}

/** Adds voxels around an image, zeros unless told otherwise, until it has at least this size (MONAI's SpatialPad). */
export const spatialPad =
  ({ size, method = 'symmetric', ...fill }: SpatialPadArgs): SpatialTransform =>
  (volume) => {
    const along = (axis: 0 | 1 | 2): readonly [number, number] => {
      const missing = Math.max(size[axis] - volume.size[axis], 0);
      const before = method === 'end' ? 0 : Math.floor(missing / 2);
      return [before === 0 ? 0 : -before, volume.size[axis] + missing - before];
    };
    const [x, y, z] = [along(0), along(1), along(2)];
    return reframe(volume, { min: voxelIndex(x[0], y[0], z[0]), max: voxelIndex(x[1], y[1], z[1]) }, fill);
  };
