import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';

/** Where the files of running requests lie. */
export interface TempFolder {
  readonly path: string;
  /** Lends a new folder for the length of `work`, and removes it however the work ends. */
  lend<T>(work: (folder: string) => Promise<T>): Promise<T>;
  /** Removes everything; the last act of a server. */
  remove(): Promise<void>;
}

const REMOVAL = { recursive: true, force: true, maxRetries: 3 } as const;

/**
 * Makes this process's own folder in `base`, 0700 as mkdtemp makes them, and sweeps away what processes that
 * are dead by now left there.
 */
export async function openTempFolder(base: string): Promise<TempFolder> {
  await mkdir(base, { recursive: true });
  await sweep(base);
  const path = await mkdtemp(join(base, `${OWN_PREFIX}-`));
  return {
    path,
    lend: (work) => lend(path, work),
    remove: () => rm(path, REMOVAL),
  };
}

async function lend<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, 'request-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, REMOVAL);
  }
}

// The host is part of the name because containers may share the folder while their process ids repeat; the
// start is, because after a restart of a container a dead process's id is our own.
const HOST_PREFIX = `aiaa-${hostname().replaceAll(/[^\w.]/g, '_')}`;
const STARTED = Math.round(performance.timeOrigin).toString(36);
const OWN_PREFIX = `${HOST_PREFIX}-${process.pid}-${STARTED}`;

async function sweep(base: string): Promise<void> {
  const leftovers = (await readdir(base)).filter(
    (name) => name.startsWith(`${HOST_PREFIX}-`) && isDead(name),
  );
  // What belongs to another user stays: removing is a courtesy here, never a condition of starting.
  await Promise.allSettled(leftovers.map((name) => rm(join(base, name), REMOVAL)));
}

function isDead(name: string): boolean {
  const [, pid, started] = /^-(\d+)-([0-9a-z]+)-/.exec(name.slice(HOST_PREFIX.length)) ?? [];
  if (pid === undefined) return false;
  if (Number(pid) === process.pid) return started !== STARTED;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}
