import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BrokenInvariant } from '@aiaa/volume/errors';
import { effectiveExpiry } from './expiry.js';
import { readSession, touch } from './session-folder.js';
import type { SessionHome } from './session-home.js';
import { RECORD_FILE, USE_FILE, encodeRecord, isFileName, type SessionRecord } from './session-record.js';
import type { KeptSession, StagedSession } from './session-store.js';
import type { Session } from './session.js';
import { secure, sync, write } from './synced.js';
import { unlessMissing } from './unless-missing.js';

/** As `StagedSession.keep`: all that makes the session is on the disk before the one rename that makes it one. */
export async function keepSession(
  home: SessionHome,
  { id, folder: staged }: Pick<StagedSession, 'id' | 'folder'>,
  kept: KeptSession,
): Promise<Session> {
  const files = kept.files.map(({ file, name }) => ({ file, name }));
  await removeOthers(staged, namesOf(files));
  const bytes = await measure(staged, files);
  const record: SessionRecord = {
    id,
    files,
    createdAt: home.clock.now(),
    expirySeconds: effectiveExpiry(kept.expirySeconds, home.bounds),
    bytes,
    facts: kept.facts ?? {},
  };
  const encoded = encodeRecord(record);
  return home.quota.hold(record.id, bytes, async () => {
    await settle(staged, record, encoded);
    return moveIn(home, staged, record);
  });
}

/** @throws BrokenInvariant for what would lead out of the folder, or to a file of ours, or twice to one. */
function namesOf(files: KeptSession['files']): ReadonlySet<string> {
  const names = new Set(files.map(({ file }) => file));
  const wrong = files.find(({ file }) => !isFileName(file));
  if (wrong === undefined && names.size === files.length) return names;
  throw new BrokenInvariant(
    wrong === undefined
      ? 'A session lists the same file twice.'
      : `${JSON.stringify(wrong.file.slice(0, 64))} is no name for a file of a session.`,
  );
}

async function removeOthers(folder: string, names: ReadonlySet<string>): Promise<void> {
  const others = ((await unlessMissing(() => readdir(folder))) ?? []).filter((name) => !names.has(name));
  for (const name of others) await rm(join(folder, name), { recursive: true, force: true });
}

/** The bytes of all files. @throws BrokenInvariant for one that is not there, or is a link, a folder, a device. */
async function measure(folder: string, files: KeptSession['files']): Promise<number> {
  let bytes = 0;
  for (const { file } of files) {
    const stats = await unlessMissing(() => lstat(join(folder, file)));
    if (!stats?.isFile()) {
      throw new BrokenInvariant(
        `${JSON.stringify(file.slice(0, 64))} is no plain file of the staged folder.`,
      );
    }
    bytes += stats.size;
  }
  return bytes;
}

/** As many as the thread pool of Node has threads: more would only keep other requests' files waiting. */
const AT_ONCE = 4;

async function settle(staged: string, record: SessionRecord, encoded: Buffer): Promise<void> {
  const waiting = record.files.map(({ file }) => file).values();
  const secureRest = async () => {
    for (const file of waiting) await secure(join(staged, file));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, secureRest));
  await Promise.all([
    write(join(staged, RECORD_FILE), encoded),
    write(join(staged, USE_FILE), new Uint8Array()),
  ]);
  await touch(staged, record.createdAt);
  await sync(staged);
}

async function moveIn(home: SessionHome, staged: string, { id }: SessionRecord): Promise<Session> {
  const session = await readSession(staged, id);
  if (session === undefined) throw new BrokenInvariant('A session that was written cannot be read.');
  const path = join(home.folder, id);
  await rename(staged, path);
  try {
    await sync(home.folder);
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw error;
  }
  const files = session.files.map((file) => ({ ...file, path: join(path, basename(file.path)) }));
  return { ...session, files };
}
