import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The built server as a process of its own, on a free port. */
export interface ServerProcess {
  readonly url: string;
  /** The most memory that the front and its workers have held so far; NaN where there is no procfs (proc(5)). */
  peakMegabytes(): { readonly front: number; readonly workers: number };
  /** What each worker holds now. */
  workerMegabytes(): readonly number[];
  stop(): Promise<void>;
}

const ENTRY = fileURLToPath(new URL('../../../apps/server/bin/aiaa-server.js', import.meta.url));

/** @throws Error when the server ends before it listens. */
export async function startServer(workspace: string): Promise<ServerProcess> {
  const options = { workspace, temp: workspace, port: 0, bundled_models: 'off', log_format: 'json' };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(process.execPath, [ENTRY, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    url: await listening(child.stdout),
    peakMegabytes: () => ({
      front: peakOf(child.pid),
      workers: childrenOf(child.pid).reduce((sum, pid) => sum + peakOf(pid), 0),
    }),
    workerMegabytes: () => childrenOf(child.pid).map((pid) => megabytesOf(pid, 'VmRSS')),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function listening(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    // Read to the end, for a log that nobody reads stops the server.
    const lines = createInterface({ input: output });
    lines.on('line', (line) => {
      const url = /listening on (http:\/\/[\d.:]+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    lines.on('close', () => reject(new Error('The server ended before it listened.')));
  });
}

const peakOf = (pid: number | undefined): number => megabytesOf(pid, 'VmHWM');

function megabytesOf(pid: number | undefined, line: 'VmHWM' | 'VmRSS'): number {
  const found = new RegExp(`^${line}:\\s*(\\d+) kB$`, 'm').exec(read(`/proc/${pid}/status`));
  return found === null ? NaN : (Number(found[1]) * 1024) / 1e6;
}

const childrenOf = (pid: number | undefined): number[] =>
  (read(`/proc/${pid}/task/${pid}/children`).match(/\d+/g) ?? []).map(Number);

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'latin1') : '');
