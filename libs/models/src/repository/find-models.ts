import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';
import { isModelName, type ModelName } from '../model-name.js';
import type { FoundModel } from '../pipeline-parts.js';
import { readEntry } from './read-entry.js';

/** Every model of a folder of models, by name. */
export async function findModels(folder: string): Promise<ReadonlyMap<string, FoundModel>> {
  const models = new Map<string, FoundModel>();
  for (const name of await modelNames(folder)) {
    const model = await readEntry(name, join(folder, name));
    if (model !== undefined) models.set(name, model);
  }
  return models;
}

/** The folders that are called as models may be, sorted. None where the folder of models is missing. */
export async function modelNames(folder: string): Promise<readonly ModelName[]> {
  const names: ModelName[] = [];
  for (const name of (await readdir(folder).catch(ignoreMissing)).sort()) {
    if (isModelName(name) && (await isFolder(join(folder, name)))) names.push(name);
  }
  return names;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isDirectory(),
    () => false, // a link that leads nowhere
  );

function ignoreMissing(error: unknown): string[] {
  if (errorCode(error) === 'ENOENT') return [];
  throw error;
}
