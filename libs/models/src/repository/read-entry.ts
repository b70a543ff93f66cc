import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TaggedError, errorCode } from '@aiaa/volume/errors';
import { CONFIG_FILE } from '../config-file.js';
import { MalformedModelConfig } from '../malformed-model-config.js';
import type { ModelName } from '../model-name.js';
import { readModelPackage } from '../model-package.js';
import type { FoundModel } from '../pipeline-parts.js';
import { readCurrent } from './current-file.js';

/** Where the revision lies that a model's folder serves. */
export interface Place {
  readonly revision: string;
  readonly folder: string;
}

/**
 * The package of a model's folder, whether it can run or not; undefined where there is none: not yet, or no more.
 * `known` is handed back when it is that very revision.
 */
export async function readEntry(
  name: ModelName,
  modelFolder: string,
  known?: FoundModel,
): Promise<FoundModel | undefined> {
  for (let tries = MOST_TRIES; ; tries -= 1) {
    const place = await placeOf(modelFolder).catch((error: unknown) => refuse(name, error));
    if (place === undefined || 'kind' in place) return place;
    if (known?.kind === 'ready' && known.reference.revision === place.revision) return known;
    try {
      const { config } = await readModelPackage(place.folder);
      return { kind: 'ready', reference: { name, ...place }, config };
    } catch (error) {
      // Another server may have replaced the revision, and removed it, since `current` was read.
      const isGone = errorCode(error) === 'ENOENT' && tries > 0;
      if (!isGone || (await isStill(modelFolder, place))) return refuse(name, error, place.folder);
    }
  }
}

const MOST_TRIES = 8;

/** @throws MalformedModelConfig when `current` names no revision. */
export async function placeOf(modelFolder: string): Promise<Place | undefined> {
  const current = await readCurrent(modelFolder);
  if (current === 'removed') return undefined;
  if (current === undefined) return handMade(modelFolder);
  return { revision: current.revision, folder: join(modelFolder, current.revision) };
}

/** A package that was made by hand has no `current`, and is another revision whenever its config is another. */
async function handMade(folder: string): Promise<Place | undefined> {
  const config = await stat(join(folder, CONFIG_FILE)).catch(() => undefined);
  return config && { revision: `${HAND_MADE}${Math.trunc(config.mtimeMs).toString(36)}`, folder };
}

const HAND_MADE = 'hand-made-';

/** Whether the files of a revision are those of whoever made the package, not ours. */
export const isHandMade = ({ revision }: Pick<Place, 'revision'>): boolean => revision.startsWith(HAND_MADE);

const isStill = async (modelFolder: string, { revision }: Place): Promise<boolean> =>
  (await placeOf(modelFolder).catch(() => undefined))?.revision === revision;

function refuse(name: string, error: unknown, folder?: string): FoundModel {
  const reason =
    error instanceof TaggedError
      ? error
      : new MalformedModelConfig('', unreadable(name, error), { cause: error });
  return { kind: 'refused', reason, ...(folder === undefined ? {} : { folder }) };
}

const unreadable = (name: string, error: unknown): string =>
  errorCode(error) === 'ENOENT'
    ? `Model ${name} has no ${CONFIG_FILE}.`
    : `Model ${name} cannot be read (${String(error)}).`;
