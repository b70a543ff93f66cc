import type { AnnotationFailed, AnnotationRequest, AnnotationResult, Watch } from '@aiaa/annotator';
import type { AnnotationPool, PoolStatus } from './annotation-pool.js';
import { Job } from './job.js';
import { stopping, workerLost } from './pool-faults.js';
import { RequestQueue } from './request-queue.js';
import { WarmWorkers } from './warm-workers.js';
import { WorkerSeat, type SeatOwner, type WorkerPlan } from './worker-seat.js';

export interface PoolShape {
  readonly workers: number;
  readonly queueLimit: number;
  readonly log: (line: string) => void;
}

/** So many workers may be lost on one request; then it is the request that is at fault. */
const MOST_LOSSES = 2;

/**
 * Requests come in at `annotate`, wait in the queue, and are run in order by whichever worker is free first; where
 * several are, `WarmWorkers` chooses. So a session never delays anyone, nor overtakes.
 */
export class ProcessPool implements AnnotationPool {
  readonly #queue: RequestQueue<Job>;
  readonly #warm = new WarmWorkers<WorkerSeat>();
  readonly #seats: readonly WorkerSeat[];
  #closed: Promise<void> | undefined;

  constructor(shape: PoolShape, plan: WorkerPlan) {
    this.#queue = new RequestQueue(shape.queueLimit);
    const owner: SeatOwner = {
      log: shape.log,
      freed: () => this.#dispatch(),
      emptied: (seat) => this.#warm.forgetAllOf(seat),
      lost: (job, how) => this.#runAgain(job, how),
      despaired: () => this.#despair(),
    };
    this.#seats = Array.from({ length: shape.workers }, (_, at) => new WorkerSeat(at + 1, plan, owner));
  }

  annotate(request: AnnotationRequest, watch: Watch): Promise<AnnotationResult> {
    const job = new Job(request, watch);
    if (!job.settled) this.#admit(job);
    return job.answer;
  }

  /** Tells every worker: one that ran the session long ago may still keep it. */
  forget(session: string): void {
    this.#warm.forget(session);
    for (const seat of this.#seats) seat.forget(session);
  }

  retire(modelFolder: string): void {
    for (const seat of this.#seats) seat.retire(modelFolder);
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

  /** The one door: whoever is not refused here is answered, or hears why not. */
  #admit(job: Job): void {
    const refusal = this.#closed ? stopping() : this.#hopeless();
    const free = this.#queue.length === 0 ? this.#freeSeatFor(job) : undefined;
    if (refusal) job.reject(refusal);
    else if (free) this.#run(job, free);
    else this.#enqueue(job);
  }

  #enqueue(job: Job): void {
    const refusal = this.#queue.add(job);
    if (refusal) job.reject(refusal);
    else job.holdBy(() => this.#queue.remove(job));
  }

  #dispatch(): void {
    for (let job = this.#queue.first; job; job = this.#queue.first) {
      const free = this.#freeSeatFor(job);
      if (!free) return;
      this.#queue.take();
      this.#run(job, free);
    }
  }

  #run(job: Job, seat: WorkerSeat): void {
    const { session } = job.request;
    if (session !== undefined) this.#warm.note(session, seat);
    seat.run(job);
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

  #freeSeatFor(job: Job): WorkerSeat | undefined {
    const idle = this.#seats.filter((seat) => seat.state === 'idle');
    return this.#warm.choose(job.request.session, idle);
  }

  #rejectQueued(refusal: () => AnnotationFailed): void {
    for (let job = this.#queue.take(); job; job = this.#queue.take()) job.reject(refusal());
  }
}
