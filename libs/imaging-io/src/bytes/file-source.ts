import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from './byte-source.js';

// So that a cancel is noticed within a few milliseconds, and no single read exceeds what Node takes (2 GiB).
const READ_BYTES = 16 << 20;

/** An open file: its bytes go straight where they are wanted. */
export function fileSource(handle: FileHandle, fileBytes: number, signal?: AbortSignal): ByteSource {
  let position = 0;
  return {
    get atMost() {
      return fileBytes - position;
    },
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
