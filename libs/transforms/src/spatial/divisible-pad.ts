import type { SpatialTransform } from '../step.js';
import type { PadFill } from './pad-fill.js';
import { perAxis, type PerAxis } from './per-axis.js';
import { spatialPad, type SpatialPadArgs } from './spatial-pad.js';

export interface DivisiblePadArgs extends PadFill {
  /** What each size shall be a multiple of; 0 or less keeps an axis. */
  readonly k: PerAxis;
  /** Voxels are added on both sides, an odd one at the end; or all at the end. Default `symmetric`. */
  readonly method?: NonNullable<SpatialPadArgs['method']>;
}

/**
 * Adds voxels around an image, zeros unless told otherwise, until its sizes are multiples of `k` (MONAI's
 * DivisiblePad). Exact: the affine's origin moves with the first voxel, and points move by what is before them.
 */
export const divisiblePad =
  ({ k, method = 'symmetric', ...fill }: DivisiblePadArgs): SpatialTransform =>
  (volume) => {
    const divisors = perAxis(k);
    const grown = (axis: 0 | 1 | 2): number => {
      const [size, divisor] = [volume.size[axis], divisors[axis]];
      return divisor > 0 ? Math.ceil(size / divisor) * divisor : size;
    };
    return spatialPad({ size: [grown(0), grown(1), grown(2)], method, ...fill })(volume);
  };
