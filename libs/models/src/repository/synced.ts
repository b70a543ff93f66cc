import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/** A link is not followed, and a pipe with nobody at its other end is not waited for. */
const AS_IT_LIES = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Flushes a file or a folder's list of names to the disk. */
export const sync = (path: string): Promise<void> => opened(path, AS_IT_LIES, (handle) => handle.sync());

/** Flushes a folder and all that lies in it to the disk. */
export async function syncAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? syncAll(path) : sync(path));
  }
  await sync(folder);
}

/** Writes a new file and flushes it to the disk. */
export const write = (path: string, bytes: Uint8Array | string): Promise<void> =>
  opened(path, 'wx', async (handle) => {
    await handle.writeFile(bytes);
    await handle.sync();
  });

async function opened(
  path: string,
  flags: string | number,
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags);
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}
