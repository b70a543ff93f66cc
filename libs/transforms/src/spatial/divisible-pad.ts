import type { SpatialTransform } from '../step.js';
import { perAxis, type PerAxis } from './per-axis.js';
import { spatialPad, type SpatialPadArgs } from './spatial-pad.js';

export interface DivisiblePadArgs {
  /** What each size shall be a multiple of; 0 or less keeps an axis. */
  readonly k: PerAxis;
  /** Zeros on both sides, an odd one at the end; or all at the end. Default `symmetric`. */
  readonly method?: NonNullable<SpatialPadArgs['method']>;
}

/**
 * Adds zeros around an image until its sizes are multiples of `k` (MONAI's DivisiblePad with mode constant).
 * Exact: the affine's origin moves with the first voxel, and points move by the zeros before them.
 */
export const divisiblePad =
  ({ k, method = 'symmetric' }: DivisiblePadArgs): SpatialTransform =>
  (volume) => {
    const divisors = perAxis(k);
    const grown = (axis: 0 | 1 | 2): number => {
      const [size, divisor] = [volume.size[axis], divisors[axis]];
      return divisor > 0 ? Math.ceil(size / divisor) * divisor : size;
    };
    return spatialPad({ size: [grown(0), grown(1), grown(2)], method })(volume);
  };
