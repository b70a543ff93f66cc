import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A link is not followed, and a pipe with nobody at its other end is not waited for. */
const AS_IT_LIES = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Flushes a file or a folder's list of names to the disk. */
export const sync = (path: string): Promise<void> => opened(path, AS_IT_LIES, (handle) => handle.sync());

/** Takes a file from everybody but its owner, and flushes it to the disk. */
export const secure = (path: string): Promise<void> =>
  opened(path, AS_IT_LIES, async (handle) => {
    await handle.chmod(0o600);
    await handle.sync();
  });

/** Writes a new file for its owner alone, and flushes it to the disk. */
export const write = (path: string, bytes: Uint8Array): Promise<void> =>
  opened(path, 'wx', async (handle) => {
    await handle.writeFile(bytes);
    await handle.sync();
  });

async function opened(
  path: string,
  flags: string | number,
  work: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const handle = await open(path, flags, 0o600);
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}
