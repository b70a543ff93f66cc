import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { lookAtProcess } from './process-look.js';
import { writeRecord } from './run-record.js';

/** The server as a process of its own. */
export interface ServerChild {
  readonly process: ChildProcess;
  /** Its address, once it listens. */
  readonly listening: Promise<string>;
  /** Its exit code, once it has ended; 128 and the number of a signal that ended it, as shells have it. */
  readonly ended: Promise<number>;
}

/**
 * Starts the server in a process group of its own: a Ctrl-C in a terminal reaches the whole group of the command, and
 * a server that is sent it twice takes that for impatience.
 */
export function spawnServer(entry: string, args: readonly string[], output: 'inherit' | number): ServerChild {
  const stdio: StdioOptions = ['ignore', output, output, 'ipc'];
  const child = spawn(process.execPath, [entry, ...args], { stdio, detached: true, windowsHide: true });
  const listening = new Promise<string>((resolve) => {
    child.on('message', (message) => {
      const { url }: { readonly url?: unknown } = Object(message);
      if (typeof url === 'string') resolve(url);
    });
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
  return { process: child, listening, ended };
}

/** Leaves a record of it in the workspace. @throws FileProblem */
export async function recordServer(
  workspace: string,
  { process: child }: ServerChild,
  url: string,
): Promise<void> {
  const pid = child.pid ?? 0;
  const look = await lookAtProcess(pid);
  const birth = look?.birth === undefined ? {} : { birth: look.birth };
  await writeRecord(workspace, { pid, url, started: new Date().toISOString(), ...birth });
}
