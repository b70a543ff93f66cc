import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** The `test` target builds first; a bare jest run may find nothing to start. */
export const isBuilt = existsSync(MAIN);

/** The built server as a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** All that it has said. */
  output(): string;
  /** Its address, once it listens. */
  listening(): Promise<string>;
}

export function spawnServer(folder: string, ...args: string[]): ServerProcess {
  // Without the flags that jest itself was started with.
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const url = () => /listening on (http:\/\/[\d.:]+)/.exec(output)?.[1];
  return {
    child,
    ended: new Promise((resolve) => child.on('close', resolve)),
    output: () => output,
    async listening() {
      await eventually(() => url() !== undefined, 20_000);
      return url() ?? '';
    },
  };
}
