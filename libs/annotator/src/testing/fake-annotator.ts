import { Cancelled } from '@aiaa/volume/errors';
import type { Annotator, Watch } from '../annotator.js';
import { faultOf } from '../fault-of.js';
import { AnnotationFailed, type Fault } from '../faults.js';
import type { Progress } from '../progress.js';
import type { SegmentationRequest } from '../requests.js';
import type { SegmentationResult } from '../results.js';

/** What a FakeAnnotator does with one request; all of it may be left out. */
export interface FakeAnswer {
  /** Reported at once, in order. */
  readonly progress?: readonly Progress[];
  /** The answer waits for this, unless it is cancelled first: a timer, or a promise that the test settles. */
  readonly until?: Promise<unknown>;
  readonly fault?: Fault;
  readonly result?: Partial<SegmentationResult>;
}

/** Chooses the answer of a request; the count starts at 1. It may write the result file before it returns. */
export type FakeScript = (request: SegmentationRequest, count: number) => FakeAnswer | Promise<FakeAnswer>;

/**
 * An Annotator in memory that does as a script says; without one, every request is answered by an empty mask
 * whose file is only named. `requests` is what it was asked, in order.
 *
 * @example
 * const annotator = new FakeAnnotator(() => ({ fault: { tag: 'UnfitImage', message: 'Too flat.' } }));
 */
export class FakeAnnotator implements Annotator {
  readonly requests: SegmentationRequest[] = [];
  readonly #script: FakeScript;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(script: FakeScript = () => ({})) {
    this.#script = script;
  }

  get closed(): boolean {
    return this.#closed;
  }

  segment(request: SegmentationRequest, watch: Watch): Promise<SegmentationResult> {
    const run = this.#answer(request, watch);
    const settled = run.then(
      () => undefined,
      () => undefined,
    );
    this.#running.add(settled);
    void settled.then(() => this.#running.delete(settled));
    return run;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running);
  }

  async #answer(request: SegmentationRequest, watch: Watch): Promise<SegmentationResult> {
    if (watch.signal.aborted) throw cancelled();
    if (this.#closed)
      throw new AnnotationFailed({ tag: 'Stopping', message: 'The fake annotator is closed.' });
    this.requests.push(request);
    const answer = await this.#script(request, this.requests.length);
    for (const progress of answer.progress ?? []) watch.report(progress);
    await untilCancelled(answer.until, watch.signal);
    if (answer.fault) throw new AnnotationFailed(answer.fault);
    return {
      kind: request.kind,
      file: `${request.resultFolder}/result${request.result.extension}`,
      points: [],
      timings: [],
      warnings: [],
      ...answer.result,
    };
  }
}

const cancelled = () => new AnnotationFailed(faultOf(new Cancelled()));

/** @throws AnnotationFailed `Cancelled` as soon as the signal aborts. */
async function untilCancelled(until: Promise<unknown> | undefined, signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw cancelled();
  if (!until) return;
  await new Promise<unknown>((resolve, reject) => {
    const onAbort = () => reject(cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    void until.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
