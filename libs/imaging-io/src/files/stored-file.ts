import type { ImageFile } from '../image.js';
import { openOnDisk } from './open-on-disk.js';

/** The bytes of a file as they are stored, at any place of it. Whoever opened it closes it. */
export interface StoredFile {
  readonly bytes: number;
  /** The `count` bytes from a place on, fewer where the file ends, none beyond it. */
  readAt(position: number, count: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export async function openStoredFile(file: ImageFile): Promise<StoredFile> {
  if ('bytes' in file) {
    const held = file.bytes;
    return {
      bytes: held.length,
      readAt: (position, count) => Promise.resolve(held.subarray(position, position + count)),
      close: () => Promise.resolve(),
    };
  }
  const { handle, bytes } = await openOnDisk(file);
  return {
    bytes,
    async readAt(position, count) {
      const target = new Uint8Array(Math.max(0, Math.min(count, bytes - position)));
      if (target.length === 0) return target;
      const { bytesRead } = await handle.read(target, 0, target.length, position);
      return target.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
}
