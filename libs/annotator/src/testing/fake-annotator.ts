import { packPolygons } from '@aiaa/polygon';
import { Cancelled } from '@aiaa/volume/errors';
import type { Annotator, Watch } from '../annotator.js';
import { faultOf } from '../fault-of.js';
import { AnnotationFailed, type Fault } from '../faults.js';
import type { Progress } from '../progress.js';
import type { AnnotationRequest, ModelRequest } from '../requests.js';
import type { AnnotationResult, InspectionResult, MaskResult, PolygonsResult } from '../results.js';

/** What a FakeAnnotator does with one request; all of it may be left out. */
export interface FakeAnswer {
  /** Reported at once, in order. */
  readonly progress?: readonly Progress[];
  /** The answer waits for this, unless it is cancelled first: a timer, or a promise that the test settles. */
  readonly until?: Promise<unknown>;
  readonly fault?: Fault;
  readonly result?: Partial<MaskResult>;
}

/** Chooses the answer of a request; the count starts at 1. It may write the result file before it returns. */
export type FakeScript = (request: AnnotationRequest, count: number) => FakeAnswer | Promise<FakeAnswer>;

/**
 * An Annotator in memory that does as a script says; without one, every request is answered by an empty mask
 * whose file is only named. `requests` is what it was asked, `forgotten` the sessions and `retired` the folders of
 * models that it was told to let go, in order.
 *
 * @example
 * const annotator = new FakeAnnotator(() => ({ fault: { tag: 'UnfitImage', message: 'Too flat.' } }));
 */
export class FakeAnnotator implements Annotator {
  readonly requests: AnnotationRequest[] = [];
  readonly forgotten: string[] = [];
  readonly retired: string[] = [];
  readonly #script: FakeScript;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(script: FakeScript = () => ({})) {
    this.#script = script;
  }

  get closed(): boolean {
    return this.#closed;
  }

  annotate(request: AnnotationRequest, watch: Watch): Promise<AnnotationResult> {
    const run = this.#answer(request, watch);
    const settled = run.then(
      () => undefined,
      () => undefined,
    );
    this.#running.add(settled);
    void settled.then(() => this.#running.delete(settled));
    return run;
  }

  forget(session: string): void {
    this.forgotten.push(session);
  }

  retire(modelFolder: string): void {
    this.retired.push(modelFolder);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running);
  }

  async #answer(request: AnnotationRequest, watch: Watch): Promise<AnnotationResult> {
    if (watch.signal.aborted) throw cancelled();
    if (this.#closed)
      throw new AnnotationFailed({ tag: 'Stopping', message: 'The fake annotator is closed.' });
    this.requests.push(request);
    const answer = await this.#script(request, this.requests.length);
    for (const progress of answer.progress ?? []) watch.report(progress);
    await untilCancelled(answer.until, watch.signal);
    if (answer.fault) throw new AnnotationFailed(answer.fault);
    switch (request.kind) {
      case 'inspection':
        return EMPTY_IMAGE;
      case 'mask-to-polygons':
      case 'fix-polygon':
        return NO_POLYGONS;
      case 'fetch':
        return { kind: 'files', files: [], timings: [], warnings: [] };
      case 'device':
        return { kind: 'device', device: 'cpu', timings: [], warnings: [] };
      case 'proof':
        return { kind: 'proof', timings: [], warnings: [] };
      default:
        return { ...emptyMask(request), ...answer.result };
    }
  }
}

const NO_POLYGONS: PolygonsResult = {
  kind: 'polygons',
  polygons: packPolygons([]),
  timings: [],
  warnings: [],
};

const emptyMask = ({ resultFolder, result: { extension } }: ModelRequest): MaskResult => ({
  kind: 'mask',
  file: `${resultFolder}/result${extension}`,
  points: [],
  timings: [],
  warnings: [],
});

const EMPTY_IMAGE: InspectionResult = {
  kind: 'inspection',
  format: 'nifti',
  size: [1, 1, 1],
  spacing: [1, 1, 1],
  orientation: 'RAS',
  channels: 1,
  dtype: 'uint8',
  timings: [],
  warnings: [],
};

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
