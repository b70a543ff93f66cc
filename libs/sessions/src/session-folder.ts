import { lstat, readFile, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Life } from './expiry.js';
import type { Session } from './session.js';
import type { SessionId } from './session-id.js';
import { RECORD_FILE, RECORD_LIMIT, USE_FILE, decodeRecord, type SessionRecord } from './session-record.js';
import { unlessMissing } from './unless-missing.js';

/** Undefined for what is not there, no folder, or damaged: a record that does not decode, a file that is missing. */
export const readSession = (path: string, id: SessionId): Promise<Session | undefined> =>
  unlessMissing(async () => {
    const record = await readRecord(path, id);
    if (record === undefined) return undefined;
    const entries = await readdir(path, { withFileTypes: true });
    const there = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
    if (![USE_FILE, ...record.files.map(({ file }) => file)].every((file) => there.has(file)))
      return undefined;
    const lastUsedAt = await modifiedAt(join(path, USE_FILE));
    const files = record.files.map(({ file, name }) => ({ path: join(path, file), name }));
    return { ...record, files, lastUsedAt };
  });

/**
 * When a session ends, damaged ones too: without a record that is the longest that any session may live, without a
 * last use the last change of its folder counts. Undefined for what is no folder.
 */
export const readLife = (path: string, id: SessionId, ceilingSeconds: number): Promise<Life | undefined> =>
  unlessMissing(async () => {
    const record = await readRecord(path, id);
    const used = await unlessMissing(() => modifiedAt(join(path, USE_FILE)));
    const folder = await lstat(path);
    if (!folder.isDirectory()) return undefined;
    return {
      lastUsedAt: used ?? folder.mtimeMs,
      expirySeconds: record?.expirySeconds ?? ceilingSeconds,
    };
  });

/** Undefined for a record that is missing, not a plain file of a real folder, or damaged. */
export const readRecord = (path: string, id: SessionId): Promise<SessionRecord | undefined> =>
  unlessMissing(async () => {
    if (!(await lstat(path)).isDirectory()) return undefined;
    const file = join(path, RECORD_FILE);
    const stats = await lstat(file);
    if (!stats.isFile() || stats.size > RECORD_LIMIT) return undefined;
    return decodeRecord(await readFile(file, 'utf8'), id);
  });

/** Writes down a use. @throws ENOENT where the folder has gone. */
export const touch = (path: string, now: number): Promise<void> =>
  utimes(join(path, USE_FILE), new Date(now), new Date(now));

/** A file system may keep a part of a millisecond that no clock of ours has. */
const modifiedAt = async (path: string): Promise<number> => Math.round((await lstat(path)).mtimeMs);
