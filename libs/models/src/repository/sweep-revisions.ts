import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CURRENT_FILE, readCurrent } from './current-file.js';
import { modelNames } from './find-models.js';
import type { Home } from './home.js';
import { isOurRevision } from './revision-name.js';

/** A server that is committing, or that runs requests on a revision that another replaced, is done by then. */
const ORPHAN_AGE_MS = 60 * 60 * 1000;

/**
 * Takes away what a server that was killed left in the models' folders: revisions that are not current, and models
 * that were removed. A courtesy: what cannot be removed stays.
 */
export async function sweepRevisions(home: Home): Promise<void> {
  for (const name of await modelNames(home.folder)) {
    await sweepModel(home, join(home.folder, name)).catch((error: unknown) =>
      home.log(`leftovers of model ${name} could not be removed: ${String(error)}`),
    );
  }
}

async function sweepModel(home: Home, modelFolder: string): Promise<void> {
  const current = await readCurrent(modelFolder);
  const before = home.now() - ORPHAN_AGE_MS;
  // What `current` named before may be in use for as long as it has not.
  if (current !== undefined && !(await isOlder(join(modelFolder, CURRENT_FILE), before))) return;
  if (current === 'removed') return home.staging.discard(modelFolder);
  for (const name of await readdir(modelFolder)) {
    if (!isOurRevision(name) || name === current?.revision) continue;
    const path = join(modelFolder, name);
    if (await isOlder(path, before)) await home.staging.discard(path);
  }
}

const isOlder = async (path: string, than: number): Promise<boolean> => (await lstat(path)).mtimeMs < than;
