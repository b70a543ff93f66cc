import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test file's images; whoever made it removes it. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file and gives its path. */
  put(name: string, bytes: Uint8Array): Promise<string>;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'imaging-io-'));
  return {
    path,
    async put(name, bytes) {
      await writeFile(join(path, name), bytes);
      return join(path, name);
    },
    remove: () => rm(path, { recursive: true }),
  };
}
