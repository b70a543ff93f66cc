import type { LabelMap } from '@aiaa/volume';
import type { SegmentFrame } from './segment-frame.js';

/** Packed at a time; every eighth frame begins at a byte, whatever its size. */
const BATCH_VOXELS = 8 << 20;

/**
 * The frames as bits, one for each voxel, the first in the lowest bit of a byte; a frame begins at the bit after the one
 * before it, within a byte too (PS3.5, 8.1.1). The number of bytes is even.
 */
export function* packFrames(labels: LabelMap, frames: readonly SegmentFrame[]): Generator<Uint8Array> {
  const frameVoxels = labels.size[0] * labels.size[1];
  const batchFrames = 8 * Math.max(1, Math.floor(BATCH_VOXELS / 8 / frameVoxels));
  for (let at = 0; at < frames.length; at += batchFrames) {
    const batch = frames.slice(at, at + batchFrames);
    const isLast = at + batchFrames >= frames.length;
    const bytes = new Uint8Array(
      isLast ? packedBytes(batch.length, frameVoxels) : (batch.length / 8) * frameVoxels,
    );
    batch.forEach((frame, place) => packFrame(labels, frame, bytes, place * frameVoxels));
    yield bytes;
  }
}

/** The bytes of so many frames, made even. */
export const packedBytes = (frames: number, frameVoxels: number): number =>
  2 * Math.ceil((frames * frameVoxels) / 16);

function packFrame({ voxels, size }: LabelMap, frame: SegmentFrame, bytes: Uint8Array, bit: number): void {
  const { label, slice, first, last } = frame;
  const start = slice * size[0] * size[1];
  const byte = Math.floor(bit / 8);
  const shift = bit % 8;
  for (let at = first; at <= last; at++) {
    if (voxels[start + at] !== label) continue;
    const place = shift + at;
    const target = byte + (place >>> 3);
    bytes[target] = (bytes[target] ?? 0) | (1 << (place & 7));
  }
}
