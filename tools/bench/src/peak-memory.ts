import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './results.js';

/** Bytes that reading an image adds to the peak memory of a fresh process; medians of `rounds` processes. */
export const peakBytesOfReading = (path: string, rounds: number): Promise<number> =>
  peakBytesOf('read-alone', path, rounds);

/**
 * Bytes that a program of this folder needs at most when it is given an argument, beyond what it needs without;
 * medians of `rounds` processes.
 */
export async function peakBytesOf(program: string, argument: string, rounds: number): Promise<number> {
  const [working, idle]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    working.push(await peakOf(program, argument));
    idle.push(await peakOf(program));
  }
  return median(working) - median(idle);
}

/** Bytes that a program of this folder needs at most, in all. */
export async function peakOf(program: string, ...args: readonly string[]): Promise<number> {
  const path = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args]);
  return Number(stdout) * 1024;
}
