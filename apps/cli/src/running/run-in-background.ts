import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cancelled } from '@aiaa/volume/errors';
import { cannotWrite } from '../cannot-write.js';
import { printable } from '../printable.js';
import { askServer } from '../remote/ask-server.js';
import { ServerProblem } from '../remote/server-problem.js';
import { recordServer, spawnServer, type ServerChild } from './server-child.js';

export interface BackgroundOptions {
  readonly workspace: string;
  /** How long the server may take until it is ready. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** A server that goes on without us. */
export interface BackgroundServer {
  readonly pid: number;
  readonly url: string;
  readonly log: string;
}

/** Starts the server, waits until it is ready, and lets it go. @throws ServerProblem where it does not come up */
export async function runInBackground(
  entry: string,
  args: readonly string[],
  options: BackgroundOptions,
): Promise<BackgroundServer> {
  const path = join(options.workspace, 'logs', 'server.log');
  const log = await openLog(path);
  const before = (await log.stat()).size;
  const server = spawnServer(entry, args, log.fd);
  await log.close();
  try {
    const url = await readyUrl(server, options);
    await recordServer(options.workspace, server, url);
    if (server.process.connected) server.process.disconnect();
    server.process.unref();
    return { pid: server.process.pid ?? 0, url, log: path };
  } catch (error) {
    server.process.kill('SIGTERM');
    if (!(error instanceof Unready)) throw error;
    process.stderr.write(await lastWords(path, before));
    throw new ServerProblem(`The server did not start: ${error.message} Its log is ${path}.`);
  }
}

/** Why it is not up yet, and will not be. */
class Unready extends Error {}

async function openLog(path: string) {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await open(path, 'a', 0o600);
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

async function readyUrl(server: ServerChild, { timeoutSeconds, signal }: BackgroundOptions): Promise<string> {
  const waiting = new AbortController();
  const stop = AbortSignal.any([signal, waiting.signal]);
  const tooLate = sleep(timeoutSeconds * 1000, undefined, { signal: stop }).then(
    () => {
      throw new Unready(`it was not ready within ${timeoutSeconds} s.`);
    },
    () => {
      throw new Cancelled();
    },
  );
  const gone = server.ended.then((code): never => {
    throw new Unready(`it ended with exit code ${code}.`);
  });
  try {
    const ready = server.listening.then((url) => whenReady(url, stop));
    return await Promise.race([ready, gone, tooLate]);
  } finally {
    waiting.abort();
    for (const loser of [gone, tooLate]) loser.catch(() => undefined);
  }
}

async function whenReady(url: string, signal: AbortSignal): Promise<string> {
  while (!signal.aborted) {
    const ask = { method: 'GET', path: '/health/ready', silenceMilliseconds: 5000 } as const;
    const answer = await askServer({ url, insecure: true }, ask).catch(() => undefined);
    if (answer?.status === 200) break;
    await sleep(100);
  }
  return url;
}

/** The last lines that this start has left in the log; of a line of JSON its message. */
async function lastWords(path: string, before: number): Promise<string> {
  const lines = (await readFile(path)).subarray(before).toString().trimEnd().split('\n').slice(-10);
  return lines.map((line) => `    ${printable(messageOf(line))}\n`).join('');
}

function messageOf(line: string): string {
  try {
    return String(JSON.parse(line).msg ?? line);
  } catch {
    return line;
  }
}
