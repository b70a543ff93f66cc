import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelReference, ModelSummary } from '@aiaa/annotator';
import { TaggedError, errorCode } from '@aiaa/volume/errors';
import { bundledModelsFolder } from './bundled-models-folder.js';
import { MalformedModelConfig } from './malformed-model-config.js';
import { isModelName, type ModelName } from './model-name.js';
import { ModelNotFound } from './model-not-found.js';
import { CONFIG_FILE, readModelPackage, summarise } from './model-package.js';

/** The models that are on disk, as read when the repository was opened. */
export interface ModelRepository {
  /** What can be run, by name. */
  list(): readonly ModelSummary[];
  /** @throws ModelNotFound for a name that is not here; MalformedModelConfig for a package that cannot run. */
  get(name: string): ModelReference;
  /** Packages that cannot run, each with the reason. */
  readonly refused: readonly { readonly name: string; readonly reason: TaggedError }[];
}

export interface RepositoryOptions {
  /** A folder whose `models/` holds packages; made when missing. Absent: bundled models only. */
  readonly workspace?: string;
  /** Whether the bundled models are listed too. A workspace model of the same name wins. */
  readonly bundled?: boolean;
}

type Entry =
  | { readonly kind: 'ready'; readonly reference: ModelReference; readonly summary: ModelSummary }
  | { readonly kind: 'refused'; readonly reason: TaggedError };

/** Reads every model package of the workspace, and the bundled ones beside them. */
export async function openModelRepository(options: RepositoryOptions): Promise<ModelRepository> {
  const entries = new Map<string, Entry>();
  if (options.bundled ?? true) await readModels(bundledModelsFolder(), entries);
  if (options.workspace !== undefined) {
    const models = join(options.workspace, 'models');
    await mkdir(models, { recursive: true });
    await readModels(models, entries);
  }
  return repositoryOf(entries);
}

function repositoryOf(entries: ReadonlyMap<string, Entry>): ModelRepository {
  const summaries = [...entries.values()].flatMap((entry) => (entry.kind === 'ready' ? [entry.summary] : []));
  return {
    list: () => summaries,
    get(name) {
      const entry = entries.get(name);
      if (entry === undefined)
        throw new ModelNotFound(
          name,
          summaries.map((summary) => summary.name),
        );
      if (entry.kind === 'refused') throw entry.reason;
      return entry.reference;
    },
    refused: [...entries].flatMap(([name, entry]) =>
      entry.kind === 'refused' ? [{ name, reason: entry.reason }] : [],
    ),
  };
}

async function readModels(folder: string, entries: Map<string, Entry>): Promise<void> {
  const found = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  for (const { name } of found.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const isFolder = await stat(join(folder, name)).then(
      (stats) => stats.isDirectory(),
      () => false, // a link that leads nowhere
    );
    if (isModelName(name) && isFolder) entries.set(name, await readEntry(name, join(folder, name)));
  }
}

async function readEntry(name: ModelName, modelFolder: string): Promise<Entry> {
  try {
    const revision = await currentRevision(modelFolder);
    const folder = revision === HAND_MADE ? modelFolder : join(modelFolder, revision);
    const read = await readModelPackage(folder);
    return { kind: 'ready', reference: { name, revision, folder }, summary: summarise(name, read) };
  } catch (error) {
    if (error instanceof TaggedError) return { kind: 'refused', reason: error };
    return {
      kind: 'refused',
      reason: new MalformedModelConfig('', unreadable(name, error), { cause: error }),
    };
  }
}

/** The revision of a folder that was made by hand: no `current` file, the config lies in the folder itself. */
const HAND_MADE = 'hand-made';

/** The one line of the file `current`: the name of the folder that is served (written by renaming). */
async function currentRevision(modelFolder: string): Promise<string> {
  const line = await readFile(join(modelFolder, 'current'), 'utf8').catch(() => undefined);
  if (line === undefined) return HAND_MADE;
  const revision = line.trim();
  if (isModelName(revision)) return revision;
  throw new MalformedModelConfig(
    '',
    `The file "current" names ${JSON.stringify(revision.slice(0, 64))}: no revision.`,
  );
}

function unreadable(name: string, error: unknown): string {
  const missing = errorCode(error) === 'ENOENT';
  return missing
    ? `Model ${name} has no ${CONFIG_FILE}.`
    : `Model ${name} cannot be read (${String(error)}).`;
}

function ignoreMissing(error: unknown): [] {
  if (errorCode(error) === 'ENOENT') return [];
  throw error;
}
