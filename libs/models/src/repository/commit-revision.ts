import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelName } from '../model-name.js';
import { writeCurrent, type Current } from './current-file.js';
import type { Home } from './home.js';
import { sync, syncAll } from './synced.js';

/** A revision that was proven, and the lent folder that it lies in. */
export interface ProvenRevision {
  readonly name: ModelName;
  readonly revision: string;
  readonly folder: string;
  readonly lent: string;
}

/** All of the revision is on the disk before the one rename that makes it the current one. */
export async function commitRevision(home: Home, proven: ProvenRevision): Promise<void> {
  const { name, revision, folder, lent } = proven;
  home.step('flush');
  await syncAll(folder);
  const modelFolder = join(home.folder, name);
  const entered = join(modelFolder, revision);
  home.step('enter');
  await mkdir(modelFolder, { recursive: true });
  // Its age is that of its entry, however long its proof took: who sweeps goes by it.
  await utimes(folder, home.now() / 1000, home.now() / 1000);
  await rename(folder, entered);
  try {
    await sync(modelFolder);
    await sync(home.folder);
    await commitCurrent(home, { name, current: { revision }, lent });
  } catch (error) {
    await rm(entered, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

export interface NewCurrent {
  readonly name: ModelName;
  readonly current: Current;
  readonly lent: string;
}

/** Nothing fails once it is renamed: what is visible to others is done. */
export async function commitCurrent(home: Home, { name, current, lent }: NewCurrent): Promise<void> {
  const modelFolder = join(home.folder, name);
  home.step('commit');
  await writeCurrent(modelFolder, current, lent);
  await sync(modelFolder).catch((error: unknown) =>
    home.log(`${modelFolder} could not be flushed to the disk: ${String(error)}`),
  );
}
