import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { multistream, pino, destination, type DestinationStream, type Level, type Logger } from 'pino';
import pretty, { prettyFactory } from 'pino-pretty';
import { oneLine } from './one-line.js';
import { makeRecentLog, type RecentLog } from './recent-log.js';

export interface LogOptions {
  readonly level: Level | 'silent';
  /** Lines of JSON for machines, or lines for people. */
  readonly forPeople: boolean;
  /** A file that gets the lines of JSON too. */
  readonly file?: string;
}

/** The log, and its newest lines for who asks the server for them. */
export interface OpenLog {
  readonly log: Logger;
  readonly recent: RecentLog;
}

/** @throws Error of Node when the file cannot be written */
export async function openLog({ level, forPeople, file }: LogOptions): Promise<OpenLog> {
  const recent = makeRecentLog(prettyFactory({ ...PEOPLE, colorize: false }));
  const shown: DestinationStream = forPeople ? pretty(PEOPLE) : destination(1);
  const streams = [shown, recent, ...(file === undefined ? [] : [await fileStream(file)])];
  const log = pino({ level, base: null }, multistream(streams.map((stream) => ({ stream, level: 'trace' }))));
  return { log, recent };
}

async function fileStream(file: string): Promise<DestinationStream> {
  await mkdir(dirname(file), { recursive: true });
  return destination({ dest: file, append: true, sync: true, mode: 0o600 });
}

const PEOPLE = {
  translateTime: 'HH:MM:ss',
  hideObject: true,
  sync: true,
  messageFormat: (line: Readonly<Record<string, unknown>>, key: string): string =>
    oneLine(String(line[key] ?? '')),
};
