import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';
import { cannotWrite } from '../cannot-write.js';
import { FileProblem } from '../file-problem.js';

/** What `aiaa start` leaves in the workspace about the server that it started. */
export interface RunRecord {
  readonly pid: number;
  readonly url: string;
  /** An ISO 8601 instant. */
  readonly started: string;
  /** See `lookAtProcess`. */
  readonly birth?: string;
}

const placeIn = (workspace: string): string => join(workspace, 'run', 'server.json');

/** @throws FileProblem */
export async function writeRecord(workspace: string, record: RunRecord): Promise<void> {
  const place = placeIn(workspace);
  try {
    await mkdir(dirname(place), { recursive: true });
    await writeFile(`${place}.${process.pid}`, `${JSON.stringify(record)}\n`);
    await rename(`${place}.${process.pid}`, place);
  } catch (cause) {
    throw cannotWrite(place, cause);
  }
}

/** Undefined where there is none, or what is there is none. @throws FileProblem when it cannot be read */
export async function readRecord(workspace: string): Promise<RunRecord | undefined> {
  const text = await readFile(placeIn(workspace), 'utf8').catch((cause: unknown) => {
    const code = String(errorCode(cause));
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new FileProblem(`${placeIn(workspace)} cannot be read (${code}).`, { cause });
  });
  return decode(text);
}

/** Takes away the record of one server, and no other's. */
export async function removeRecord(workspace: string, pid: number): Promise<void> {
  if ((await readRecord(workspace))?.pid === pid) await rm(placeIn(workspace), { force: true });
}

/** A number that is sent a signal has to be a process: 0, -1 and their like are groups of them, and 1 is the system. */
function decode(text: string): RunRecord | undefined {
  const { pid, url, started, birth } = Object(jsonIn(text));
  if (!Number.isSafeInteger(pid) || pid < 2 || typeof url !== 'string' || typeof started !== 'string')
    return undefined;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return undefined;
  return { pid, url, started, ...(typeof birth === 'string' ? { birth } : {}) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
