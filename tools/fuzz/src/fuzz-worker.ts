import { parentPort, workerData } from 'node:worker_threads';
import { corpus } from './corpus.js';
import { fuzz } from './fuzz.js';

/** A run in a thread of its own, so that another can see when a round does not end. */
export interface FuzzRun {
  readonly seed: number;
  readonly count: number;
  readonly firstRound: number;
  readonly scratchFolder: string;
  /** One 32-bit number: the round that is on. */
  readonly progress: SharedArrayBuffer;
}

// Only watch-run.ts starts this file, with exactly this.
const { progress, ...run } = workerData as FuzzRun;
const on = new Int32Array(progress);
const onRound = (round: number): number => Atomics.store(on, 0, round);
parentPort?.postMessage(await fuzz({ ...run, corpus: corpus(), onRound }));
