import { join } from 'node:path';
import { isModelName } from '../model-name.js';
import type { Desk } from './change-models.js';
import { modelNames } from './find-models.js';
import { readEntry } from './read-entry.js';

/** Looks again at every model of the workspace; what is being put meanwhile is waited for. Resolves to what changed. */
export async function reloadModels(desk: Desk): Promise<readonly string[]> {
  const { home, catalogue } = desk;
  const names = new Set([...(await modelNames(home.folder)), ...catalogue.ownNames()]);
  const changed = await Promise.all([...names].map((name) => reloadModel(desk, name)));
  return [...new Set(changed.flat())].sort();
}

const reloadModel = (
  { home, catalogue, queue, retirement }: Desk,
  name: string,
): Promise<readonly string[]> =>
  queue.add(name, async () => {
    if (!isModelName(name)) return [];
    const known = catalogue.own(name);
    const found = await readEntry(name, join(home.folder, name), known);
    if (found === known) return [];
    const { names, retired } = catalogue.update(new Map([[name, found]]));
    // Its files are for that server to remove which replaced it.
    void retirement.tell(retired);
    return names;
  });
