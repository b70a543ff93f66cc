import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelReference, ModelSummary } from '@aiaa/annotator';
import { TaggedError, errorCode } from '@aiaa/volume/errors';
import { bundledModelsFolder } from './bundled-models-folder.js';
import { MalformedModelConfig } from './malformed-model-config.js';
import { isModelName, type ModelName } from './model-name.js';
import { ModelNotFound } from './model-not-found.js';
import { CONFIG_FILE, readModelPackage, summarise } from './model-package.js';
import { pipelineParts, type FoundModel } from './pipeline-parts.js';

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

type Models = ReadonlyMap<string, FoundModel>;

/** Reads every model package of the workspace, and the bundled ones beside them. */
export async function openModelRepository(options: RepositoryOptions): Promise<ModelRepository> {
  const models = new Map<string, FoundModel>();
  if (options.bundled ?? true) await readModels(bundledModelsFolder(), models);
  if (options.workspace !== undefined) {
    const folder = join(options.workspace, 'models');
    await mkdir(folder, { recursive: true });
    await readModels(folder, models);
  }
  return repositoryOf(withParts(models));
}

function repositoryOf(models: Models): ModelRepository {
  const summaries = [...models].flatMap(([name, model]) =>
    model.kind === 'ready' ? [summarise(name, model.config)] : [],
  );
  return {
    list: () => summaries,
    get(name) {
      const model = models.get(name);
      if (model === undefined)
        throw new ModelNotFound(
          name,
          summaries.map((summary) => summary.name),
        );
      if (model.kind === 'refused') throw model.reason;
      return model.reference;
    },
    refused: [...models].flatMap(([name, model]) =>
      model.kind === 'refused' ? [{ name, reason: model.reason }] : [],
    ),
  };
}

/** Every pipeline with the models it runs; refused where they are not what it needs. */
function withParts(models: Models): Models {
  return new Map([...models].map(([name, model]) => [name, withPartsOf(model, models)]));
}

function withPartsOf(model: FoundModel, models: Models): FoundModel {
  if (model.kind === 'refused' || model.config.type !== 'pipeline') return model;
  try {
    return { ...model, reference: { ...model.reference, parts: pipelineParts(model.config, models) } };
  } catch (error) {
    if (error instanceof MalformedModelConfig) return { kind: 'refused', reason: error };
    throw error;
  }
}

async function readModels(folder: string, models: Map<string, FoundModel>): Promise<void> {
  const found = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  for (const { name } of found.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const isFolder = await stat(join(folder, name)).then(
      (stats) => stats.isDirectory(),
      () => false, // a link that leads nowhere
    );
    if (isModelName(name) && isFolder) models.set(name, await readEntry(name, join(folder, name)));
  }
}

async function readEntry(name: ModelName, modelFolder: string): Promise<FoundModel> {
  try {
    const revision = await currentRevision(modelFolder);
    const folder = revision === HAND_MADE ? modelFolder : join(modelFolder, revision);
    const { config } = await readModelPackage(folder);
    return { kind: 'ready', reference: { name, revision, folder }, config };
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
