import { LimitExceeded } from '@aiaa/volume/errors';
import type { SessionId } from './session-id.js';

/** A session as it is written into its folder, once; only the time of its last use lies elsewhere. */
export interface SessionRecord {
  readonly id: SessionId;
  readonly files: readonly { readonly file: string; readonly name: string }[];
  readonly createdAt: number;
  readonly expirySeconds: number;
  readonly bytes: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

export const RECORD_FILE = 'session.json';
/** Empty; its time of modification is the session's last use. */
export const USE_FILE = 'used';

/** 20,000 files with names of 400 bytes, twice. */
export const RECORD_LIMIT = 16 * 2 ** 20;
const FORMAT = 1;

/** @throws LimitExceeded for a record longer than would be read again. */
export function encodeRecord(record: SessionRecord): Buffer {
  const bytes = Buffer.from(JSON.stringify({ format: FORMAT, ...record }));
  if (bytes.length <= RECORD_LIMIT) return bytes;
  throw new LimitExceeded(
    `The file names and facts of the session take ${bytes.length} bytes; at most ${RECORD_LIMIT} are kept: send fewer files, or shorter names.`,
  );
}

/** Undefined for anything but a record of this id, whoever wrote it. */
export function decodeRecord(text: string, id: SessionId): SessionRecord | undefined {
  const json = parse(text);
  if (!isObject(json) || json['format'] !== FORMAT || json['id'] !== id) return undefined;
  const { files, createdAt, expirySeconds, bytes, facts } = json;
  const isSound =
    Array.isArray(files) &&
    isAmount(createdAt) &&
    isAmount(expirySeconds) &&
    isAmount(bytes) &&
    isObject(facts) &&
    !Array.isArray(facts);
  if (!isSound) return undefined;
  const decoded = files.map(decodeFile);
  const sound = decoded.filter((file) => file !== undefined);
  return sound.length === decoded.length
    ? { id, files: sound, createdAt, expirySeconds, bytes, facts }
    : undefined;
}

/** Whether this names a file in its folder, and none of ours: no path, on any platform. */
export const isFileName = (name: string): boolean =>
  !['', '.', '..', RECORD_FILE, USE_FILE].includes(name) && !/[/\\\0]/.test(name);

function decodeFile(json: unknown): { file: string; name: string } | undefined {
  if (!isObject(json)) return undefined;
  const { file, name } = json;
  const isSound = typeof file === 'string' && isFileName(file) && typeof name === 'string';
  return isSound ? { file, name } : undefined;
}

function parse(text: string): unknown {
  try {
    // An unknown is all that JSON.parse promises.
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null;

const isAmount = (json: unknown): json is number =>
  typeof json === 'number' && Number.isFinite(json) && json >= 0;
