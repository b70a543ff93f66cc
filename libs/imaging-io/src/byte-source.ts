import type { FileHandle } from 'node:fs/promises';

/** The decoded bytes of an open file, first to last, read on demand. Whoever opened it closes it. */
export interface ByteSource {
  /** No more bytes than this can come out of the file, from its first byte on. */
  readonly atMost: number;
  /** Fills `target` from its front; returns how many bytes came, fewer than asked only when the file ends. */
  fill(target: Uint8Array): Promise<number>;
  /** Proves what follows the bytes that were wanted, as far as that costs nothing. @throws MalformedImage */
  finish(): Promise<void>;
  close(): Promise<void>;
}

// So that a cancel is noticed within a few milliseconds, and no single read exceeds what Node takes (2 GiB).
const READ_BYTES = 16 << 20;

/** A plain file: its bytes go straight where they are wanted. */
export function fileSource(handle: FileHandle, fileBytes: number, signal?: AbortSignal): ByteSource {
  let position = 0;
  return {
    atMost: fileBytes,
    async fill(target) {
      let filled = 0;
      while (filled < target.length) {
        signal?.throwIfAborted();
        const length = Math.min(target.length - filled, READ_BYTES);
        const { bytesRead } = await handle.read(target, filled, length, position);
        if (bytesRead === 0) break;
        filled += bytesRead;
        position += bytesRead;
      }
      return filled;
    },
    finish: () => Promise.resolve(),
    close: () => handle.close(),
  };
}
