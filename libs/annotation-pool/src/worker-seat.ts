import { AnnotationFailed, faultOf, type FromWorker } from '@aiaa/annotator';
import { assertNever } from '@aiaa/volume/errors';
import { backoff } from './backoff.js';
import type { Clock } from './clock.js';
import type { Job } from './job.js';
import { ranTooLong, workerNotReady } from './pool-faults.js';
import { WorkerProcess, type WorkerCommand } from './worker-process.js';
import type { WorkerState } from './worker-state.js';

/** How long the pool waits for its workers, in milliseconds. */
export interface WorkerPatience {
  readonly startLimitMs: number;
  readonly runLimitMs: number;
  /** For a cancel to be obeyed. */
  readonly killAfterMs: number;
  readonly closeGraceMs: number;
}

/** Which workers sit here, and what they are allowed. */
export interface WorkerPlan {
  readonly command: WorkerCommand;
  readonly patience: WorkerPatience;
  readonly clock: Clock;
}

/** Who owns the seat, and hears of it. */
export interface SeatOwner {
  log(line: string): void;
  /** A worker sits here that could run a request now. */
  freed(): void;
  /** The worker ended, and all that it kept is gone; its successor keeps nothing yet. */
  emptied(seat: WorkerSeat): void;
  /** The worker ended while it ran this job. */
  lost(job: Job, how: string): void;
  /** There is `despair` of this seat. */
  despaired(): void;
}

/** After so many useless starts nobody is asked to wait any longer; the seat itself keeps trying. */
const DESPAIR_AFTER = 3;

/** A place that always has a worker in it, or waits for the next; it runs one job at a time. */
export class WorkerSeat {
  readonly #number: number;
  readonly #plan: WorkerPlan;
  readonly #owner: SeatOwner;
  #worker: WorkerProcess | undefined;
  #job: Job | undefined;
  #failedStarts = 0;
  #lastEnding = '';
  #closing: (() => void) | undefined;
  /** Whatever the state, there is at most one thing to wait for: a start, a run, a cancel, an end, a new try. */
  #alarmOff: () => void = () => undefined;

  constructor(number: number, plan: WorkerPlan, owner: SeatOwner) {
    this.#number = number;
    this.#plan = plan;
    this.#owner = owner;
    this.#start();
  }

  get state(): WorkerState {
    return this.#worker?.state ?? 'dead';
  }

  get pid(): number | undefined {
    return this.#worker?.pid;
  }

  /** What to tell those who wait, when one worker after the other ended without being of any use. */
  get despair(): AnnotationFailed | undefined {
    if (this.#working || this.#failedStarts < DESPAIR_AFTER) return undefined;
    return workerNotReady(this.#failedStarts, this.#lastEnding);
  }

  /** The state is idle. A job that cannot be asked at all fails, and the seat stays free. */
  run(job: Job): void {
    const { runLimitMs } = this.#plan.patience;
    try {
      this.#worker?.ask(job.request);
    } catch (error) {
      return job.reject(new AnnotationFailed(faultOf(error), { cause: error }));
    }
    this.#job = job;
    job.holdBy(() => this.#abandon(job));
    if (Number.isFinite(runLimitMs)) this.#alarm(runLimitMs, () => job.reject(ranTooLong(runLimitMs)));
  }

  /** A worker that is only starting keeps nothing, nor will one that is stopping be asked again. */
  forget(session: string): void {
    if (this.#working) this.#worker?.forget(session);
  }

  /** The same of a model's networks. */
  retire(modelFolder: string): void {
    if (this.#working) this.#worker?.retire(modelFolder);
  }

  /** Lets the job end, then the worker; no new one comes. Resolves when there is no process any more. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closing = resolve;
      this.#closeWhenFree();
    });
  }

  /** Ends the process at once and without any follow-up: for when this process itself is at its end. */
  kill(): void {
    this.#worker?.kill();
  }

  get #working(): boolean {
    return this.state === 'idle' || this.state === 'busy';
  }

  #start(): void {
    this.#alarm(this.#plan.patience.startLimitMs, () =>
      this.#killWorker(`not ready within ${this.#plan.patience.startLimitMs} ms`),
    );
    try {
      this.#worker = new WorkerProcess(
        this.#plan.command,
        {
          heard: (message) => this.#hear(message),
          printed: (line) => this.#log(line),
          ended: (how) => this.#replace(how),
        },
        this.#plan.clock,
      );
    } catch (error) {
      this.#replace(String(error));
    }
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        if (this.state !== 'idle') return;
        this.#alarmOff();
        this.#owner.freed();
        return;
      case 'progress':
        this.#job?.report(message.progress);
        return;
      case 'done':
        this.#finish((job) => job.resolve(message.result));
        return;
      case 'failed':
        this.#finish((job) => job.reject(new AnnotationFailed(message.fault)));
        return;
      default:
        assertNever(message);
    }
  }

  #finish(settle: (job: Job) => void): void {
    const job = this.#job;
    if (!job) return;
    this.#job = undefined;
    this.#failedStarts = 0;
    this.#alarmOff();
    settle(job);
    if (this.#closing) this.#closeWhenFree();
    else this.#owner.freed();
  }

  /** Nobody waits for the job any more. The worker stays busy until it says so too, or is ended. */
  #abandon(job: Job): void {
    if (this.#job !== job) return;
    const { killAfterMs } = this.#plan.patience;
    this.#worker?.cancel();
    this.#alarm(killAfterMs, () => this.#killWorker(`a cancel was not obeyed within ${killAfterMs} ms`));
  }

  #replace(how: string): void {
    const job = this.#job;
    this.#alarmOff();
    this.#log(`ended (${how})`);
    this.#lastEnding = how;
    this.#worker = undefined;
    this.#job = undefined;
    this.#owner.emptied(this);
    if (!job) this.#failedStarts += 1;
    if (this.#closing) this.#closing();
    else this.#alarm(backoff(job ? 0 : this.#failedStarts), () => this.#start());
    if (job && !job.settled) this.#owner.lost(job, how);
    else if (this.despair) this.#owner.despaired();
  }

  #closeWhenFree(): void {
    switch (this.state) {
      case 'dead':
        this.#alarmOff();
        this.#closing?.();
        return;
      case 'starting':
        this.#worker?.kill();
        return;
      case 'idle':
        this.#worker?.close();
        this.#alarm(this.#plan.patience.closeGraceMs, () => this.#killWorker('it did not close'));
        return;
      case 'busy':
      case 'stopping':
        return;
      default:
        assertNever(this.state);
    }
  }

  #killWorker(why: string): void {
    this.#log(`is killed: ${why}`);
    this.#worker?.kill();
  }

  #alarm(milliseconds: number, ring: () => void): void {
    this.#alarmOff();
    this.#alarmOff = this.#plan.clock.after(milliseconds, ring);
  }

  #log(line: string): void {
    this.#owner.log(`worker ${this.#number} (pid ${this.pid ?? 'none'}): ${line}`);
  }
}
