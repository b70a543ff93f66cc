import { allocateVoxels } from '@aiaa/volume';
import type { DecodedFrame } from './decode-frame.js';
import type { Instance } from './instance.js';
import { valueDtype } from './value-dtype.js';

/**
 * What a frame's numbers stand for in one table, or in those of red, green and blue; itself without tables. Numbers
 * before the first entry have its value, those behind the last that one's (PS3.3, C.7.6.3.1.5 and C.11.1.1.1).
 */
export function lookUp(
  frame: DecodedFrame,
  { pixels }: Instance,
  tables: readonly Uint16Array[],
): DecodedFrame {
  if (pixels.table === undefined || tables.length === 0) return frame;
  const { samples } = frame;
  const { first, entries } = pixels.table;
  const found = allocateVoxels(valueDtype(pixels), samples.length * tables.length);
  tables.forEach((table, channel) => {
    const start = channel * samples.length;
    for (let at = 0; at < samples.length; at++) {
      const entry = Math.max(0, Math.min(entries - 1, samples[at] - first));
      found[start + at] = table[entry] ?? 0;
    }
  });
  return { samples: found, planar: true };
}
