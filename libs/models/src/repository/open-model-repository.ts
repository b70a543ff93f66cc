import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';
import { bundledModelsFolder } from '../bundled-models-folder.js';
import { CONFIG_FILE, readConfigBytes } from '../config-file.js';
import { ModelNotFound } from '../model-not-found.js';
import type { FoundModel } from '../pipeline-parts.js';
import { autoReload } from './auto-reload.js';
import { Catalogue } from './catalogue.js';
import { changeModels, type Desk } from './change-models.js';
import { findModels } from './find-models.js';
import type { Home, Internals } from './home.js';
import { leases } from './leases.js';
import type { ModelRepository, RepositoryOptions } from './model-repository.js';
import { queueByName } from './queue-by-name.js';
import { reloadModels } from './reload.js';
import { retirement, type Retirement } from './retirement.js';
import { openStaging } from './staging.js';
import { sweepRevisions } from './sweep-revisions.js';
import { withoutWorkspace } from './without-workspace.js';

/** The clock and the timers of this machine. A timer keeps no process alive. */
const REAL: Internals = {
  now: Date.now,
  schedule(milliseconds, work) {
    const timer = setTimeout(work, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  step: () => undefined,
};

/** Beside two looks at the workspace: what a server that has just looked may still be running. */
const GRACE_SECONDS = 60;

/** Reads every model package of the workspace, and the bundled ones beside them. */
export async function openModelRepository(
  options: RepositoryOptions,
  internals: Partial<Internals> = {},
): Promise<ModelRepository> {
  const home = await openHome(options, { ...REAL, ...internals });
  const bundled = (options.bundled ?? true) ? await findModels(bundledModelsFolder()) : new Map();
  const catalogue = new Catalogue(bundled);
  if (home !== undefined) catalogue.update(await findModels(home.folder));
  const shared = { catalogue, leases: leases(), queue: queueByName() };
  const parting = retirement(
    {
      ...shared,
      serves: (reference) => catalogue.serves(reference),
      retired: (reference) => options.retired?.(reference),
      log: options.log ?? (() => undefined),
    },
    home,
  );
  if (home === undefined) return repositoryOf(shared, parting);
  const desk = { home, ...shared, retirement: parting };
  return repositoryOf(shared, parting, { desk, seconds: options.autoReloadSeconds ?? 0 });
}

async function openHome(options: RepositoryOptions, internals: Internals): Promise<Home | undefined> {
  const { workspace, archiveLimits, autoReloadSeconds = 0, log = () => undefined } = options;
  if (workspace === undefined) return undefined;
  const folder = join(workspace, 'models');
  await mkdir(folder, { recursive: true });
  const staging = await openStaging({ folder: join(workspace, '.staging'), now: internals.now(), log });
  const graceMilliseconds = autoReloadSeconds > 0 ? (2 * autoReloadSeconds + GRACE_SECONDS) * 1000 : 0;
  const limits = archiveLimits && { archiveLimits };
  const home = { ...internals, workspace, folder, staging, log, graceMilliseconds, ...limits };
  await sweepRevisions(home);
  return home;
}

type Shared = Pick<Desk, 'catalogue' | 'leases' | 'queue'>;

function repositoryOf(
  { catalogue, leases: lending, queue }: Shared,
  parting: Retirement,
  changing?: { readonly desk: Desk; readonly seconds: number },
): ModelRepository {
  const reload = async () => (changing === undefined ? [] : reloadModels(changing.desk));
  const stop =
    changing !== undefined && changing.seconds > 0
      ? autoReload({ ...changing.desk.home, seconds: changing.seconds, reload })
      : undefined;
  return {
    list: () => catalogue.summaries(),
    get: (name) => catalogue.get(name),
    async lend(name, work) {
      const model = catalogue.get(name);
      return lending.hold(model, () => work(model));
    },
    get refused() {
      return catalogue.refusals();
    },
    configOf: (name) => readConfigOf(name, catalogue.find(name)),
    ...(changing === undefined ? withoutWorkspace : changeModels(changing.desk)),
    reload,
    async close() {
      await stop?.();
      await queue.idle();
      await parting.close();
    },
  };
}

async function readConfigOf(name: string, model: FoundModel): Promise<Buffer> {
  const folder = model.kind === 'ready' ? model.reference.folder : model.folder;
  if (folder === undefined) throw new ModelNotFound(name, []);
  return readConfigBytes(join(folder, CONFIG_FILE)).catch((error: unknown) => {
    throw errorCode(error) === 'ENOENT' ? new ModelNotFound(name, []) : error;
  });
}
