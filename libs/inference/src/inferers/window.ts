import { boxSize, type Box, type Size } from '@aiaa/volume';
import { makeTensor, type Tensor } from '../tensor.js';

/** What a window reads where it sticks out of the image: a value, or the nearest voxel (MONAI, numpy `edge`). */
export type Outside = { readonly mode: 'constant'; readonly cval: number } | { readonly mode: 'replicate' };

/** The size of a tensor [1, C, a, b, c] along its spatial axes, the fastest first, as boxes of it are written. */
export const tensorSize = ({ dims }: Tensor): Size => [dims[4], dims[3], dims[2]];

/** The window of an image, all channels, as a tensor of its own. The window may stick out of the image. */
export function cutWindow(image: Tensor, window: Box, outside: Outside): Tensor {
  const size = tensorSize(image);
  const [width, height, depth] = boxSize(window);
  const channels = image.dims[1];
  const data = new Float32Array(channels * width * height * depth);
  if (outside.mode === 'constant' && outside.cval !== 0) data.fill(outside.cval);
  const [low, high] = [Math.max(-window.min[0], 0), Math.min(width, size[0] - window.min[0])];
  let row = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let z = window.min[2]; z < window.max[2]; z++) {
      for (let y = window.min[1]; y < window.max[1]; y++, row += width) {
        const [nearZ, nearY] = [clamp(z, size[2]), clamp(y, size[1])];
        if (outside.mode === 'constant' && (nearZ !== z || nearY !== y)) continue;
        const line = ((channel * size[2] + nearZ) * size[1] + nearY) * size[0];
        if (low < high) {
          const start = line + window.min[0];
          data.set(image.data.subarray(start + low, start + high), row + low);
        }
        if (outside.mode === 'constant') continue;
        data.fill(image.data[line], row, row + Math.min(low, width));
        data.fill(image.data[line + size[0] - 1], row + Math.max(high, 0), row + width);
      }
    }
  }
  return makeTensor([1, channels, depth, height, width], data);
}

export interface WindowValues {
  /** One channel of a window. */
  readonly values: Float32Array;
  /** What each value counts; absent: 1. */
  readonly weights?: Float32Array;
  readonly window: Box;
}

/** Adds a window's values to one channel of an image of this size; what sticks out is dropped. */
export function addWindow(
  target: Float32Array,
  size: Size,
  { values, weights, window: { min, max } }: WindowValues,
): void {
  const [width, height] = [max[0] - min[0], max[1] - min[1]];
  const [left, right] = [Math.max(min[0], 0), Math.min(max[0], size[0])];
  for (let z = Math.max(min[2], 0); z < Math.min(max[2], size[2]); z++) {
    for (let y = Math.max(min[1], 0); y < Math.min(max[1], size[1]); y++) {
      const line = (z * size[1] + y) * size[0];
      const shift = ((z - min[2]) * height + (y - min[1])) * width - min[0] - line;
      const end = line + right;
      if (weights === undefined) {
        for (let at = line + left; at < end; at++) target[at] += values[at + shift];
      } else {
        for (let at = line + left; at < end; at++) target[at] += weights[at + shift] * values[at + shift];
      }
    }
  }
}

const clamp = (at: number, length: number): number => Math.min(Math.max(at, 0), length - 1);
