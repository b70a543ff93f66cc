import { makeVolume, type Volume } from '@aiaa/volume';

/** `(value - subtract) / divide * scale + shift`, cut to the range from `low` to `high`. */
export interface Line {
  readonly subtract: number;
  readonly divide: number;
  readonly scale: number;
  readonly shift: number;
  readonly low?: number;
  readonly high?: number;
}

/**
 * The same grid with every value moved along a line; float32, rounded once. In the order of MONAI's own
 * arithmetic, so that what is exactly 0 there is exactly 0 here and no foreground to a later crop.
 */
export function linearValues(volume: Volume, line: Line): Volume<'float32'> {
  const { subtract, divide, scale, shift, low = -Infinity, high = Infinity } = line;
  const { voxels, size, affine, channels } = volume;
  const target = new Float32Array(voxels.length);
  for (let at = 0; at < target.length; at++) {
    const value = ((voxels[at] - subtract) / divide) * scale + shift;
    target[at] = value < low ? low : value > high ? high : value;
  }
  return makeVolume<'float32'>({ voxels: target, size, affine, channels });
}
