import { mapValues } from '../sampling/map-values.js';
import { makeVolume, voxelCount, type Volume, type Voxels } from '@aiaa/volume';

/** `(value - subtract) / divide * scale + shift`, cut to the range from `low` to `high`. */
export interface Line {
  readonly subtract: number;
  readonly divide: number;
  readonly scale: number;
  readonly shift: number;
  readonly low?: number;
  readonly high?: number;
}

/** The same grid with every value moved along one line that is known before any value is read; float32. */
export const alongLine = (volume: Volume, line: Line): Volume<'float32'> =>
  mapValues(volume, (values, target) => moveValues(values, line, target));

/**
 * The same grid with every value moved along a line, which may differ from channel to channel; float32, rounded
 * once. In the order of MONAI's own arithmetic, so that what is exactly 0 there is exactly 0 here and no
 * foreground to a later crop.
 */
export function linearValues(
  volume: Volume,
  lineOf: (values: Voxels) => Line,
  channelWise = false,
): Volume<'float32'> {
  if (!channelWise) return alongLine(volume, lineOf(volume.voxels));
  const { voxels, size, affine, channels } = volume;
  const target = new Float32Array(voxels.length);
  const count = voxelCount(size);
  for (let channel = 0; channel < channels; channel++) {
    const [start, end] = [channel * count, (channel + 1) * count];
    const values = voxels.subarray(start, end);
    moveValues(values, lineOf(values), target.subarray(start, end));
  }
  return makeVolume<'float32'>({ voxels: target, size, affine, channels });
}

function moveValues(values: Voxels, line: Line, target: Float32Array): void {
  const { subtract, divide, scale, shift, low = -Infinity, high = Infinity } = line;
  for (let at = 0; at < target.length; at++) {
    const value = ((values[at] - subtract) / divide) * scale + shift;
    target[at] = value < low ? low : value > high ? high : value;
  }
}
