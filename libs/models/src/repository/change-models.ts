import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelReference, ModelSummary } from '@aiaa/annotator';
import { ModelBundled } from '../model-bundled.js';
import { parseModelName, type ModelName } from '../model-name.js';
import { readModelPackage, summarise } from '../model-package.js';
import type { FoundModel } from '../pipeline-parts.js';
import { assemblePackage } from '../upload/assemble-package.js';
import { moveFrom } from '../upload/take-file.js';
import type { Catalogue } from './catalogue.js';
import { commitCurrent, commitRevision } from './commit-revision.js';
import type { Home } from './home.js';
import type { Leases } from './leases.js';
import type { ModelRepository, Prove } from './model-repository.js';
import { orStorageFull } from './or-storage-full.js';
import { patchPackage } from './patch-package.js';
import type { QueueByName } from './queue-by-name.js';
import { placeOf, readEntry } from './read-entry.js';
import type { Retirement } from './retirement.js';
import { newRevision } from './revision-name.js';

export interface Desk {
  readonly home: Home;
  readonly catalogue: Catalogue;
  readonly leases: Leases;
  readonly queue: QueueByName;
  readonly retirement: Retirement;
}

/** What changes the models of a workspace: one after the other under one name. */
export function changeModels(desk: Desk): Pick<ModelRepository, 'stage' | 'put' | 'patch' | 'remove'> {
  const { home, catalogue, leases } = desk;
  const change = <T>(name: string, work: (name: ModelName) => Promise<T>): Promise<T> => {
    const full = (error: unknown): never => {
      throw orStorageFull(error, home.workspace);
    };
    return desk.queue.add(name, async () => work(parseModelName(name))).catch(full);
  };
  return {
    stage: (work) =>
      staged(home, work).catch((error: unknown) => {
        throw orStorageFull(error, home.workspace);
      }),
    put: (named, upload, prove) =>
      change(named, (name) =>
        addRevision(desk, { name, prove }, async (target, scratch) => {
          const take = moveFrom(home.staging.folder);
          const { archiveLimits } = home;
          await assemblePackage(upload, { target, scratch, take, ...(archiveLimits && { archiveLimits }) });
        }),
      ),
    patch: (named, config, prove) =>
      change(named, (name) => {
        const model = catalogue.find(name);
        const work = () =>
          addRevision(desk, { name, prove }, (target) => patchPackage(model, config, target));
        return model.kind === 'ready' ? leases.hold(model.reference, work) : work();
      }),
    remove: (named) =>
      change(named, async (name) => {
        catalogue.find(name);
        if (catalogue.own(name) === undefined) throw new ModelBundled(name);
        await removeModel(desk, name);
      }),
  };
}

async function staged<T>(home: Home, work: (folder: string) => Promise<T>): Promise<T> {
  home.step('stage');
  return home.staging.lend(work);
}

interface Candidate {
  readonly name: ModelName;
  readonly prove: Prove;
}

/** Has a package assembled, proves it, and makes it the model's current revision; else nothing changes. */
async function addRevision(
  desk: Desk,
  { name, prove }: Candidate,
  assemble: (target: string, scratch: string) => Promise<void>,
): Promise<ModelSummary> {
  const { home } = desk;
  return staged(home, async (lent) => {
    const folder = join(lent, 'revision');
    await mkdir(folder);
    home.step('assemble');
    await assemble(folder, join(lent, 'archive'));
    const { config } = await readModelPackage(folder);
    const revision = newRevision(home.now());
    const candidate = candidateOf(desk, { kind: 'ready', reference: { name, revision, folder }, config });
    home.step('prove');
    await desk.leases.hold(candidate, () => prove(candidate));
    const old = await placeOf(join(home.folder, name)).catch(() => undefined);
    await commitRevision(home, { name, revision, folder, lent });
    await settle(desk, name, old?.revision);
    return summarise(name, config);
  });
}

/** @throws MalformedModelConfig for a pipeline whose parts are not here */
function candidateOf({ catalogue }: Desk, found: FoundModel & { readonly kind: 'ready' }): ModelReference {
  const model = catalogue.fit(found.reference.name, found);
  if (model.kind === 'refused') throw model.reason;
  return model.reference;
}

/** A folder may hold what was made by hand, and revisions that somebody works with: it stays, and says it is removed. */
async function removeModel(desk: Desk, name: ModelName): Promise<void> {
  const old = await placeOf(join(desk.home.folder, name)).catch(() => undefined);
  await staged(desk.home, (lent) => commitCurrent(desk.home, { name, current: 'removed', lent }));
  await settle(desk, name, old?.revision);
}

/** Serves what lies there now, and lets go of what was served before. */
async function settle({ home, catalogue, retirement }: Desk, name: ModelName, old?: string): Promise<void> {
  const { retired } = catalogue.update(new Map([[name, await readEntry(name, join(home.folder, name))]]));
  retirement.dispose(name, old, retirement.tell(retired));
}
