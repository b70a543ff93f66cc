import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';

/** Lets a process of its own segment the sample through the API at `url`: this one never touches a voxel. */
export function startDemo(url: string, log: Logger): ChildProcess {
  const child = fork(fileURLToPath(new URL('./demo.js', import.meta.url)), [url]);
  child.on('error', (error) => log.warn({ err: error }, 'the demo did not start'));
  return child;
}
