import { voxelCount, type Size, type Voxels } from '@aiaa/volume';
import type { DecodedFrame } from './decode-frame.js';
import type { SourceFrame } from './instance.js';
import { isRescaled } from './series-dtype.js';

/** Where a slice goes: the voxels of a volume of that size, each channel one block. */
export interface SliceTarget {
  readonly voxels: Voxels;
  readonly size: Size;
  readonly channels: number;
  readonly k: number;
}

/** Puts a frame in its place, rescaled by its own slope and intercept. */
export function putSlice(decoded: DecodedFrame, source: SourceFrame, target: SliceTarget): void {
  const { samples, planar } = decoded;
  const { voxels, size, channels, k } = target;
  const plane = size[0] * size[1];
  if (channels > 1) {
    const step = planar ? 1 : channels;
    for (let channel = 0; channel < channels; channel++) {
      const start = channel * voxelCount(size) + k * plane;
      let from = channel * (planar ? plane : 1);
      for (let at = start; at < start + plane; at++, from += step) voxels[at] = samples[from];
    }
    return;
  }
  const slice = voxels.subarray(k * plane, (k + 1) * plane);
  if (!isRescaled(source)) {
    slice.set(samples);
    return;
  }
  const { slope, intercept } = source.frame;
  for (let at = 0; at < plane; at++) slice[at] = samples[at] * slope + intercept;
}
