import type { SourceFrame } from './instance.js';
import type { OrderedSlices } from './stack-positions.js';

/** By time, acquisition, echo, instance number and frame. */
export function compareNumbers(
  { frame: { order: a } }: SourceFrame,
  { frame: { order: b } }: SourceFrame,
): number {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Frames of which nothing says where they lie, as the pictures of ultrasound and of scanned documents. */
export function orderByNumber(frames: readonly SourceFrame[]): OrderedSlices {
  const slices = frames.toSorted(compareNumbers);
  return { slices, step: frames[0]?.frame.thickness, warnings: [] };
}
