import { open, type FileHandle } from 'node:fs/promises';
import { UnsupportedImage } from '@aiaa/volume/errors';
import type { FileOnDisk } from '../image.js';
import { quoted } from '../quoted.js';

/** An open file; whoever opened it closes it. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly bytes: number;
}

/** @throws UnsupportedImage for a folder, a pipe, a device; what the file system refuses comes as it is. */
export async function openOnDisk({ path, name }: FileOnDisk): Promise<OpenFile> {
  const handle = await open(path, 'r');
  try {
    const stats = await handle.stat();
    if (stats.isFile()) return { handle, bytes: stats.size };
    throw new UnsupportedImage(`${quoted(name ?? 'This')} is not a file.`);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
