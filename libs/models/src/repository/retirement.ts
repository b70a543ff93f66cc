import { join } from 'node:path';
import type { ModelReference } from '@aiaa/annotator';
import { isRemoved, readCurrent } from './current-file.js';
import { graceOf } from './grace.js';
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
  const grace = graceOf();

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

  /** How many revisions of the model still wait, now that one of them does no more. */
  const othersOf = (name: string): number => {
    const others = (waiting.get(name) ?? 1) - 1;
    if (others > 0) waiting.set(name, others);
    else waiting.delete(name);
    return others;
  };

  const disposeOf = async (from: Home, { name, revision, told }: Disposal): Promise<void> => {
    waiting.set(name, (waiting.get(name) ?? 0) + 1);
    await told;
    const isOver = await grace.wait(from.graceMilliseconds, from.schedule);
    // Counted in turn: a removal that is under way lets its own revision wait before it ends.
    await queue.add(name, async () => {
      const isLast = othersOf(name) === 0;
      if (!isOver) return;
      from.step('dispose');
      await disposeNow(from, { modelFolder: join(from.folder, name), revision, isLast });
    });
  };

  return {
    tell: (references) => track(Promise.all(references.map(tellOf)).then(() => undefined)),
    dispose(name, revision, told) {
      if (home !== undefined) void track(disposeOf(home, { name, revision, told }));
    },
    async close() {
      grace.breakOff();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

interface Disposal {
  readonly name: string;
  readonly revision: string | undefined;
  readonly told: Promise<void>;
}

interface Leftover {
  readonly modelFolder: string;
  readonly revision: string | undefined;
  /** Whether no other revision of the model waits to be removed. */
  readonly isLast: boolean;
}

/** All of a removed model's folder, but not before the last of its revisions; else the revision, where it is ours. */
async function disposeNow({ staging }: Home, { modelFolder, revision, isLast }: Leftover): Promise<void> {
  const current = await readCurrent(modelFolder);
  if (current === 'removed') {
    // Another server may have put the model in this very moment.
    if (isLast) await staging.discard(modelFolder, isRemoved);
    return;
  }
  if (revision === undefined || !isOurRevision(revision) || current?.revision === revision) return;
  await staging.discard(join(modelFolder, revision));
}
