import { join } from 'node:path';
import type { ModelReference } from '@aiaa/annotator';
import { readCurrent } from './current-file.js';
import type { Home } from './home.js';
import type { Leases } from './leases.js';
import type { QueueByName } from './queue-by-name.js';
import { isOurRevision } from './revision-name.js';

/** Lets go of revisions that are not served any more, when nobody works with them. */
export interface Retirement {
  /** Tells of the revisions, each once it is free. */
  tell(references: readonly ModelReference[]): Promise<void>;
  /** Removes a revision that we replaced, or the folder of a model that we removed, after `told` and the grace. */
  dispose(name: string, revision: string | undefined, told: Promise<void>): void;
  /** Waits for what is free; what is still in its grace stays for whoever opens the workspace next. */
  close(): Promise<void>;
}

export interface RetirementOptions {
  readonly leases: Leases;
  readonly queue: QueueByName;
  readonly serves: (reference: ModelReference) => boolean;
  readonly retired: (reference: ModelReference) => void;
  readonly log: (line: string) => void;
}

export function retirement(options: RetirementOptions, home: Home | undefined): Retirement {
  const { leases, queue, serves, retired, log } = options;
  const running = new Set<Promise<void>>();
  const waiting = new Map<string, number>();
  const closing = new AbortController();

  const track = (work: Promise<void>): Promise<void> => {
    const done = work
      .catch((error: unknown) => log(`a model could not be let go: ${String(error)}`))
      .finally(() => running.delete(done));
    running.add(done);
    return done;
  };

  const tellOf = async (reference: ModelReference): Promise<void> => {
    await leases.free(reference);
    if (!serves(reference)) retired(reference);
  };

  const disposeOf = async (from: Home, { name, revision, told }: Disposal): Promise<void> => {
    waiting.set(name, (waiting.get(name) ?? 0) + 1);
    await told;
    const isOver = await grace(from, closing.signal);
    const others = (waiting.get(name) ?? 1) - 1;
    waiting.set(name, others);
    if (!isOver) return;
    await queue.add(name, async () => {
      from.step('dispose');
      const path = await disposable(join(from.folder, name), revision, others === 0);
      if (path !== undefined) await from.staging.discard(path);
    });
  };

  return {
    tell: (references) => track(Promise.all(references.map(tellOf)).then(() => undefined)),
    dispose(name, revision, told) {
      if (home !== undefined) void track(disposeOf(home, { name, revision, told }));
    },
    async close() {
      closing.abort();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

interface Disposal {
  readonly name: string;
  readonly revision: string | undefined;
  readonly told: Promise<void>;
}

/** Whether it is over; false when we close before. */
function grace(
  { graceMilliseconds, schedule }: Pick<Home, 'graceMilliseconds' | 'schedule'>,
  closing: AbortSignal,
) {
  if (graceMilliseconds === 0) return Promise.resolve(true);
  if (closing.aborted) return Promise.resolve(false);
  return new Promise<boolean>((resolve) => {
    const cancel = schedule(graceMilliseconds, () => resolve(true));
    closing.addEventListener('abort', () => {
      cancel();
      resolve(false);
    });
  });
}

/** All of a removed model's folder, but not before the last of its revisions; else the revision, where it is ours. */
async function disposable(
  modelFolder: string,
  revision: string | undefined,
  isLast: boolean,
): Promise<string | undefined> {
  const current = await readCurrent(modelFolder);
  if (current === 'removed') return isLast ? modelFolder : undefined;
  if (revision === undefined || !isOurRevision(revision) || current?.revision === revision) return undefined;
  return join(modelFolder, revision);
}
