import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Makes a file whole or not at all: `write` fills a new file in the same folder, which then takes the place of
 * `path`. When anything fails, `path` is as it was and the new file is gone.
 */
export async function replaceFile(
  path: string,
  write: (newFile: FileHandle) => Promise<void>,
): Promise<void> {
  const newPath = join(dirname(path), `.${randomUUID()}.tmp`);
  const newFile = await open(newPath, 'wx');
  try {
    await write(newFile).finally(() => newFile.close());
    await rename(newPath, path);
  } catch (error) {
    await rm(newPath, { force: true });
    throw error;
  }
}
