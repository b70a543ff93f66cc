import { mkdir, stat } from 'node:fs/promises';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { systemClock, type Clock } from './clock.js';
import { FolderSessionStore } from './folder-session-store.js';
import { Quota } from './quota.js';
import type { SessionStore } from './session-store.js';
import { openStaging } from './staging.js';

export interface FolderSessionStoreOptions {
  /** Where sessions lie; made when missing. Several servers may share it. */
  readonly folder: string;
  /** Where they are made; on the same file system, made when missing. */
  readonly staging: string;
  /** No session lives longer unused, whatever its maker asks. */
  readonly ceilingSeconds?: number;
  /** For whoever asks for nothing. */
  readonly defaultSeconds?: number;
  /** Of all sessions together; the next one is `StorageFull`. */
  readonly quotaBytes?: number;
  readonly sweepEverySeconds?: number;
  readonly clock?: Clock;
  /** Hears of every session that this store has removed because it had expired. */
  readonly swept?: (id: string) => void;
  /** Takes what could not be swept, line by line; without it, standard error does. */
  readonly log?: (line: string) => void;
}

const DEFAULTS = {
  ceilingSeconds: 24 * 60 * 60,
  defaultSeconds: 60 * 60,
  quotaBytes: 50 * 2 ** 30,
  sweepEverySeconds: 60,
  clock: systemClock,
  swept: () => undefined,
  log: (line: string) => void process.stderr.write(`${line}\n`),
};

/**
 * Opens a folder of sessions, after sweeping what has expired and what dead processes were staging. Whoever opens
 * the store closes it.
 * @throws BrokenInvariant for spans that are not positive, and folders that no rename leads across
 */
export async function openFolderSessionStore(options: FolderSessionStoreOptions): Promise<SessionStore> {
  const settled = checked({ ...DEFAULTS, ...options });
  const { folder, ceilingSeconds, defaultSeconds, quotaBytes, sweepEverySeconds, clock, swept, log } =
    settled;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const staging = await openStaging({ folder: options.staging, now: clock.now(), log });
  if ((await stat(folder)).dev !== (await stat(options.staging)).dev) {
    throw new BrokenInvariant(
      `${options.staging} and ${folder} lie on different file systems: what is made in one cannot be renamed into the other.`,
    );
  }
  const quota = new Quota(folder, quotaBytes);
  const home = { folder, staging, quota, bounds: { ceilingSeconds, defaultSeconds }, clock, swept, log };
  const store = new FolderSessionStore(home, sweepEverySeconds * 1000);
  await store.sweep();
  return store;
}

type Settled = Required<FolderSessionStoreOptions>;

/** The longest that a timer of Node can wait: it counts milliseconds in 31 bits. */
const LONGEST_SECONDS = Math.floor((2 ** 31 - 1) / 1000);

function checked(options: Settled): Settled {
  const { ceilingSeconds, defaultSeconds, sweepEverySeconds, quotaBytes } = options;
  const isSpan = (seconds: number) => seconds > 0 && seconds < Number.POSITIVE_INFINITY;
  const isSound =
    isSpan(ceilingSeconds) &&
    isSpan(defaultSeconds) &&
    isSpan(sweepEverySeconds) &&
    sweepEverySeconds <= LONGEST_SECONDS &&
    quotaBytes >= 0;
  if (isSound) return options;
  throw new BrokenInvariant(
    `A store of sessions has positive spans and a quota of bytes, not a ceiling of ${ceilingSeconds} s, a default of ${defaultSeconds} s, a sweep every ${sweepEverySeconds} s and ${quotaBytes} bytes.`,
  );
}
