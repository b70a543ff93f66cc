import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';
import { MalformedModelConfig } from '../malformed-model-config.js';
import { isModelName } from '../model-name.js';
import { write } from './synced.js';

/** What the file `current` of a model's folder says: a revision, or that the model was removed. */
export type Current = { readonly revision: string } | 'removed';

export const CURRENT_FILE = 'current';

/** No revision can be called so. */
const REMOVED = '(removed)';

/** @throws MalformedModelConfig when its one line is no revision. */
export async function readCurrent(modelFolder: string): Promise<Current | undefined> {
  const text = await readFile(join(modelFolder, CURRENT_FILE), 'utf8').catch(ignoreMissing);
  if (text === undefined) return undefined;
  const line = text.trim();
  if (line === REMOVED) return 'removed';
  if (isModelName(line)) return { revision: line };
  throw new MalformedModelConfig(
    '',
    `The file "current" names ${JSON.stringify(line.slice(0, 64))}: no revision.`,
  );
}

/** The one commit point of a model. What is in the lent folder is on the same disk, so that a rename is one step. */
export async function writeCurrent(modelFolder: string, current: Current, lent: string): Promise<void> {
  const written = join(lent, CURRENT_FILE);
  await write(written, `${current === 'removed' ? REMOVED : current.revision}\n`);
  await rename(written, join(modelFolder, CURRENT_FILE));
}

function ignoreMissing(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
