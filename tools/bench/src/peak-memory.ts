import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './results.js';

const READER = fileURLToPath(new URL('./read-alone.js', import.meta.url));

/** Bytes that reading an image adds to the peak memory of a fresh process; medians of `rounds` processes. */
export async function peakBytesOfReading(path: string, rounds: number): Promise<number> {
  const [reading, idle]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    reading.push(await peakOf(path));
    idle.push(await peakOf());
  }
  return median(reading) - median(idle);
}

async function peakOf(...args: readonly string[]): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [READER, ...args]);
  return Number(stdout) * 1024;
}
