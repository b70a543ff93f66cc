import { LimitExceeded, MalformedImage } from '@aiaa/volume/errors';
import type { ByteSource } from './byte-source.js';
import { formatBytes } from './format-bytes.js';

/** Fills the whole of `target`, which the errors call `what`. @throws MalformedImage when the file ends before. */
export async function takeInto(source: ByteSource, target: Uint8Array, what: string): Promise<void> {
  const filled = await source.fill(target);
  if (filled < target.length) {
    throw new MalformedImage(`The file ends ${target.length - filled} bytes before the end of its ${what}.`);
  }
}

/** Leaves out bytes that nobody wants. @throws MalformedImage when the file ends before. */
export async function skipBytes(source: ByteSource, count: number, what: string): Promise<void> {
  const scratch = new Uint8Array(Math.min(count, 1 << 20));
  for (let left = count; left > 0; left -= scratch.length) {
    await takeInto(source, scratch.subarray(0, left), what);
  }
}

/** All that is still to come. @throws LimitExceeded when it needs more than `limit` bytes of memory at any moment. */
export async function takeAll(source: ByteSource, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    // One byte more than there can be, so that the last piece is seen to be the last.
    const piece = new Uint8Array(Math.min(source.atMost, 4 << 20) + 1);
    const filled = await source.fill(piece);
    total += filled;
    pieces.push(piece.subarray(0, filled));
    // Several pieces are held beside the whole that is made of them.
    if ((pieces.length === 1 ? 1 : 2) * total > limit) {
      throw new LimitExceeded(`The file needs more memory than ${formatBytes(limit)}, which is the limit.`);
    }
    if (filled < piece.length) return pieces.length === 1 ? piece.subarray(0, filled) : Buffer.concat(pieces);
  }
}
