import { BrokenInvariant } from '@aiaa/volume/errors';
import { access, constants } from 'node:fs/promises';
import type { AnnotationPool } from './annotation-pool.js';
import { systemClock, type Clock } from './clock.js';
import { ProcessPool } from './process-pool.js';
import type { WorkerPlan } from './worker-seat.js';

export interface AnnotationPoolOptions {
  /** The path of a JavaScript file that speaks the worker protocol. */
  readonly workerEntry: string;
  readonly workerArgs?: readonly string[];
  /** Added to the environment of this process. */
  readonly workerEnv?: Readonly<Record<string, string>>;
  readonly workers?: number;
  /** How many requests may wait for a worker; the next one is `Overloaded`. */
  readonly queueLimit?: number;
  /** How long a worker may take to get ready. */
  readonly startLimitMs?: number;
  /** How long a request may run; without it, as long as it likes. */
  readonly runLimitMs?: number;
  /** How long a worker may take to obey a cancel; then it is killed and replaced. */
  readonly killAfterMs?: number;
  /** How long a worker may take to end when it is told to; then it is killed. */
  readonly closeGraceMs?: number;
  /** Takes what the workers print and what becomes of them, line by line; without it, standard error does. */
  readonly log?: (line: string) => void;
  readonly clock?: Clock;
}

const DEFAULTS = {
  workers: 1,
  queueLimit: 16,
  startLimitMs: 60_000,
  runLimitMs: Number.POSITIVE_INFINITY,
  killAfterMs: 10_000,
  closeGraceMs: 5_000,
  log: (line: string) => void process.stderr.write(`${line}\n`),
};

/**
 * Starts the workers and does not wait for them: requests that come before the first is ready stay in the
 * queue. Whoever opens the pool closes it; should this process end without that, the workers end with it.
 * @throws BrokenInvariant when the entry is no file that can be read, or the numbers make no pool.
 */
export async function openAnnotationPool(options: AnnotationPoolOptions): Promise<AnnotationPool> {
  const { workerEntry, workers = DEFAULTS.workers, queueLimit = DEFAULTS.queueLimit } = options;
  if (!Number.isInteger(workers) || workers < 1 || !Number.isInteger(queueLimit) || queueLimit < 0) {
    throw new BrokenInvariant(
      `A pool has at least one worker and a whole number of places, not ${workers} and ${queueLimit}.`,
    );
  }
  await access(workerEntry, constants.R_OK).catch((cause: unknown) => {
    throw new BrokenInvariant(`The worker entry ${workerEntry} is not a file that can be read.`, { cause });
  });
  const pool = new ProcessPool({ workers, queueLimit, log: options.log ?? DEFAULTS.log }, planOf(options));
  return endingWithThisProcess(pool);
}

const planOf = (options: AnnotationPoolOptions): WorkerPlan => ({
  command: { entry: options.workerEntry, args: options.workerArgs ?? [], env: options.workerEnv ?? {} },
  patience: {
    startLimitMs: options.startLimitMs ?? DEFAULTS.startLimitMs,
    runLimitMs: options.runLimitMs ?? DEFAULTS.runLimitMs,
    killAfterMs: options.killAfterMs ?? DEFAULTS.killAfterMs,
    closeGraceMs: options.closeGraceMs ?? DEFAULTS.closeGraceMs,
  },
  clock: options.clock ?? systemClock,
});

/** A worker that hangs would not notice that its channel is gone; so it does not outlive an exit without close. */
function endingWithThisProcess(pool: ProcessPool): AnnotationPool {
  const kill = () => pool.kill();
  process.once('exit', kill);
  return {
    annotate: (request, watch) => pool.annotate(request, watch),
    forget: (session) => pool.forget(session),
    retire: (modelFolder) => pool.retire(modelFolder),
    status: () => pool.status(),
    close: () => pool.close().finally(() => process.off('exit', kill)),
  };
}
