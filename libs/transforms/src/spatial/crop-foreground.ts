import { boxOfSize, intersectBoxes, isEmptyBox, voxelIndex, type Box } from '@aiaa/volume';
import { boundingBox } from '../label/bounding-box.js';
import type { SpatialTransform } from '../step.js';
import type { PadFill } from './pad-fill.js';
import { perAxis, type PerAxis } from './per-axis.js';
import { reframe } from './reframe.js';

export interface CropForegroundArgs extends PadFill {
  /** The channels whose values count, -1 being the last. Default: all. */
  readonly channels?: readonly number[];
  /** Voxels to keep around the foreground. Default 0. */
  readonly margin?: PerAxis;
  /** Whether the image's edge cuts the margin; otherwise voxels are added beyond it. Default false, as in MONAI 1.5. */
  readonly allowSmaller?: boolean;
  /** Makes each size a multiple of this, with voxels added beyond the image's edge; 0 or less leaves it. Default 1. */
  readonly kDivisible?: PerAxis;
}

/**
 * Crops to the box around all voxels above 0, in any channel (MONAI's CropForeground). Exact: the affine's origin and
 * points move with the box. An image without any such voxel becomes an empty one.
 */
export const cropForeground =
  ({
    margin = 0,
    allowSmaller = false,
    kDivisible = 1,
    channels,
    ...fill
  }: CropForegroundArgs = {}): SpatialTransform =>
  (volume) => {
    const foreground = boundingBox(volume, channels);
    if (isEmptyBox(foreground)) return reframe(volume, foreground);
    const wide = widen(foreground, perAxis(margin));
    const kept = allowSmaller ? intersectBoxes(wide, boxOfSize(volume.size)) : wide;
    return reframe(volume, makeDivisible(kept, perAxis(kDivisible)), fill);
  };

function widen({ min, max }: Box, [x, y, z]: readonly [number, number, number]): Box {
  return {
    min: voxelIndex(min[0] - x, min[1] - y, min[2] - z),
    max: voxelIndex(max[0] + x, max[1] + y, max[2] + z),
  };
}

/** Grows a box evenly, by an odd voxel more at its end. */
function makeDivisible({ min, max }: Box, divisors: readonly [number, number, number]): Box {
  const grown = (axis: 0 | 1 | 2): readonly [number, number] => {
    const size = max[axis] - min[axis];
    const divisor = Math.max(divisors[axis], 1);
    const divisible = Math.ceil(size / divisor) * divisor;
    const start = min[axis] - Math.floor((divisible - size) / 2);
    return [start, start + divisible];
  };
  const [x, y, z] = [grown(0), grown(1), grown(2)];
  return { min: voxelIndex(x[0], y[0], z[0]), max: voxelIndex(x[1], y[1], z[1]) };
}
