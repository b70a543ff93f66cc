import { setTimeout as pause } from 'node:timers/promises';
import { timed } from './timed.js';

/** How often somebody looks whether the server still answers. */
const EVERY_MILLISECONDS = 20;
const PATHS = ['/v1/models', '/health/live'];

export interface Probed {
  /** Of the work. */
  readonly milliseconds: number;
  /** Of each small request during the work. */
  readonly waits: readonly number[];
}

/** Does heavy work, and meanwhile asks the server for next to nothing, one request after the other. */
export async function probe(url: string, work: () => Promise<unknown>): Promise<Probed> {
  let isDone = false;
  const waits: number[] = [];
  const worked = timed(work).finally(() => (isDone = true));
  for (let at = 0; !isDone; at++) {
    const [wait] = await timed(() => fetchSmall(url + PATHS[at % PATHS.length]));
    waits.push(wait);
    await pause(EVERY_MILLISECONDS);
  }
  return { milliseconds: (await worked)[0], waits };
}

async function fetchSmall(address: string): Promise<void> {
  const response = await fetch(address);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${address} answers ${response.status}.`);
}
