import { Worker } from 'node:worker_threads';
import type { Tally } from './fuzz.js';
import type { FuzzRun } from './fuzz-worker.js';

/** A round takes milliseconds; one that takes so long does not end. */
const STALL_MILLISECONDS = 20_000;

/** What the corpus, the readers and jetsam between two collections may use: ample for files of a few kilobytes. */
const HEAP_MEGABYTES = 96;

/**
 * Runs the fuzzer in a thread and watches it from here.
 * @throws Error that names the round which never ended, used up the heap or left an error that nobody caught.
 */
export async function watchRun(run: Omit<FuzzRun, 'progress'>): Promise<Tally> {
  const progress = new SharedArrayBuffer(4);
  const on = new Int32Array(progress);
  const worker = new Worker(new URL('./fuzz-worker.js', import.meta.url), {
    workerData: { ...run, progress } satisfies FuzzRun,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  const where = (): string => `--seed ${run.seed} --round ${Atomics.load(on, 0)}`;
  return new Promise<Tally>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (cause) => reject(new Error(`${where()}: ${cause.message}`, { cause })));
    let [seen, since] = [-1, Date.now()];
    const watch = setInterval(() => {
      const round = Atomics.load(on, 0);
      if (round !== seen) [seen, since] = [round, Date.now()];
      else if (Date.now() - since > STALL_MILLISECONDS) reject(new Error(`${where()} does not end.`));
    }, 1000);
    worker.once('exit', () => clearInterval(watch));
  }).finally(() => worker.terminate());
}
