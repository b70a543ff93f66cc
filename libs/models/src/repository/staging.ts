import { lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';

/** Where folders lie that are no revisions: not yet, or no more. */
export interface Staging {
  readonly folder: string;
  /** Lends a new folder, 0700 as mkdtemp makes them, and removes what is left of it however the work ends. */
  lend<T>(work: (folder: string) => Promise<T>): Promise<T>;
  /** Takes a folder away in one rename, then removes it; one that has gone already is fine. */
  discard(path: string): Promise<void>;
}

export interface StagingOptions {
  readonly folder: string;
  readonly now: number;
  readonly log: (line: string) => void;
}

const REMOVAL = { recursive: true, force: true, maxRetries: 3 } as const;

/**
 * Sweeps away what dead processes left in the folder. It is made when it is needed: who only reads models may lack the
 * right to write beside them. Sessions may be staged in the same folder, under names of the same shape.
 */
export async function openStaging({ folder, now, log }: StagingOptions): Promise<Staging> {
  const make = () => mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(folder, now);
  return {
    folder,
    async lend(work) {
      await make();
      const lent = await mkdtemp(join(folder, `${OWN_PREFIX}-`));
      try {
        return await work(lent);
      } finally {
        await remove(lent, log);
      }
    },
    async discard(path) {
      await make();
      const taken = join(folder, `${OWN_PREFIX}-${randomUUID()}`);
      const isTaken = await rename(path, taken).then(() => true, unlessMissing);
      if (isTaken) await remove(taken, log);
    },
  };
}

function unlessMissing(error: unknown): false {
  if (errorCode(error) === 'ENOENT') return false;
  throw error;
}

/** What cannot be removed now, such as a file that is open over NFS, goes when this process is dead. */
const remove = (path: string, log: (line: string) => void): Promise<void> =>
  rm(path, REMOVAL).catch((error: unknown) => log(`${path} could not be removed: ${String(error)}`));

// The host is part of the name because several may share the folder while their process ids repeat; the start is,
// because after a restart of a container a dead process's id is our own.
const HOST = hostname().replaceAll(/[^\w.]/g, '_');
const STARTED = Math.round(performance.timeOrigin).toString(36);
const OWN_PREFIX = `aiaa-${HOST}-${process.pid}-${STARTED}`;
const SHAPE = /^aiaa-([\w.]+)-(\d+)-([0-9a-z]+)-/;

/** Of another host nobody can tell whether its process lives; but no upload takes a day. */
const FOREIGN_AGE_MS = 24 * 60 * 60 * 1000;

async function sweep(folder: string, now: number): Promise<void> {
  // What belongs to another user stays: removing is a courtesy here, never a condition of starting.
  await Promise.allSettled(
    (await readdir(folder).catch(() => [])).map(async (name) => {
      const path = join(folder, name);
      const [, host, pid, started] = SHAPE.exec(name) ?? [];
      if (host === undefined) return;
      const isLeft = host === HOST ? isDead(Number(pid), started) : await isOlder(path, now - FOREIGN_AGE_MS);
      if (isLeft) await rm(path, REMOVAL);
    }),
  );
}

const isOlder = async (path: string, than: number): Promise<boolean> => (await lstat(path)).mtimeMs < than;

function isDead(pid: number, started: string | undefined): boolean {
  if (pid === process.pid) return started !== STARTED;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}
