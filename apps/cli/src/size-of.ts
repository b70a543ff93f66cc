import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes of the files that lie in a folder. */
export async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder)) bytes += (await stat(join(folder, name))).size;
  return bytes;
}
