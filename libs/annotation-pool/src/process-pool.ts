import type {
  AnnotationFailed,
  AnnotationRequest,
  AnnotationResult,
  SegmentationRequest,
  SegmentationResult,
  Watch,
} from '@aiaa/annotator';
import type { AnnotationPool, PoolStatus } from './annotation-pool.js';
import { Job } from './job.js';
import { stopping, workerLost } from './pool-faults.js';
import { RequestQueue } from './request-queue.js';
import { WorkerSeat, type WorkerPlan } from './worker-seat.js';

export interface PoolShape {
  readonly workers: number;
  readonly queueLimit: number;
  readonly log: (line: string) => void;
}

/** So many workers may be lost on one request; then it is the request that is at fault. */
const MOST_LOSSES = 2;

/** Requests come in at `segment`, wait in the queue, and are run by whichever worker is free first. */
export class ProcessPool implements AnnotationPool {
  readonly #queue: RequestQueue<Job>;
  readonly #seats: readonly WorkerSeat[];
  #closed: Promise<void> | undefined;

  constructor(shape: PoolShape, plan: WorkerPlan) {
    this.#queue = new RequestQueue(shape.queueLimit);
    const owner = {
      log: shape.log,
      freed: () => this.#dispatch(),
      lost: (job: Job, how: string) => this.#runAgain(job, how),
      despaired: () => this.#despair(),
    };
    this.#seats = Array.from({ length: shape.workers }, (_, at) => new WorkerSeat(at + 1, plan, owner));
  }

  segment(request: SegmentationRequest, watch: Watch): Promise<SegmentationResult> {
    return this.#ask(request, watch);
  }

  status(): PoolStatus {
    const workers = this.#seats.map(({ state, pid }) => ({ state, pid }));
    const ready = workers.filter(({ state }) => state === 'idle' || state === 'busy').length;
    return { ready, queued: this.#queue.length, workers };
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** Ends every worker at once, for when this process is at its own end. */
  kill(): void {
    for (const seat of this.#seats) seat.kill();
  }

  async #close(): Promise<void> {
    this.#rejectQueued(stopping);
    await Promise.all(this.#seats.map((seat) => seat.close()));
  }

  #ask(request: AnnotationRequest, watch: Watch): Promise<AnnotationResult> {
    const job = new Job(request, watch);
    if (!job.settled) this.#admit(job);
    return job.answer;
  }

  /** The one door: whoever is not refused here is answered, or hears why not. */
  #admit(job: Job): void {
    const refusal = this.#closed ? stopping() : this.#hopeless();
    const free = this.#queue.length === 0 ? this.#freeSeat() : undefined;
    if (refusal) job.reject(refusal);
    else if (free) free.run(job);
    else this.#enqueue(job);
  }

  #enqueue(job: Job): void {
    const refusal = this.#queue.add(job);
    if (refusal) job.reject(refusal);
    else job.holdBy(() => this.#queue.remove(job));
  }

  #dispatch(): void {
    for (let free = this.#freeSeat(); free && this.#queue.length > 0; free = this.#freeSeat()) {
      const job = this.#queue.take();
      if (job) free.run(job);
    }
  }

  /** The files of a request are still there, so its worker's end need not be its own; once. */
  #runAgain(job: Job, how: string): void {
    job.endings.push(how);
    if (this.#closed) return job.reject(stopping());
    if (job.endings.length >= MOST_LOSSES) return job.reject(workerLost(job.endings));
    this.#queue.putBack(job);
    job.holdBy(() => this.#queue.remove(job));
    this.#dispatch();
  }

  #despair(): void {
    const refusal = this.#hopeless();
    if (refusal) this.#rejectQueued(() => refusal);
  }

  /** Why waiting is of no use: no worker works, and each was tried again and again. */
  #hopeless(): AnnotationFailed | undefined {
    const despairs = this.#seats.map((seat) => seat.despair);
    return despairs.includes(undefined) ? undefined : despairs[0];
  }

  #freeSeat(): WorkerSeat | undefined {
    return this.#seats.find((seat) => seat.state === 'idle');
  }

  #rejectQueued(refusal: () => AnnotationFailed): void {
    for (let job = this.#queue.take(); job; job = this.#queue.take()) job.reject(refusal());
  }
}
