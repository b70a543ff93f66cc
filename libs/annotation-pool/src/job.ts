import {
  AnnotationFailed,
  faultOf,
  type AnnotationRequest,
  type AnnotationResult,
  type Progress,
  type Watch,
} from '@aiaa/annotator';
import { cancelled } from './pool-faults.js';

/**
 * One request on its way through the pool. It is settled once: by its answer, by a failure, or by the signal
 * of whoever asked. Then whoever holds it, the queue or a worker, is told to let it go.
 */
export class Job {
  readonly answer: Promise<AnnotationResult>;
  /** How each worker ended that was lost while running this request. */
  readonly endings: string[] = [];
  readonly #watch: Watch;
  #settle:
    { resolve: (result: AnnotationResult) => void; reject: (error: AnnotationFailed) => void } | undefined;
  #letGo: () => void = () => undefined;

  constructor(
    readonly request: AnnotationRequest,
    watch: Watch,
  ) {
    this.#watch = watch;
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    watch.signal.addEventListener('abort', this.#cancel);
    if (watch.signal.aborted) this.#cancel();
  }

  get settled(): boolean {
    return this.#settle === undefined;
  }

  /** The new holder; `letGo` is called when the job is settled while he holds it. */
  holdBy(letGo: () => void): void {
    this.#letGo = letGo;
  }

  /** A listener that throws fails its own request, as it would in process, and harms no other. */
  report(progress: Progress): void {
    if (this.settled) return;
    try {
      this.#watch.report(progress);
    } catch (error) {
      this.reject(new AnnotationFailed(faultOf(error), { cause: error }));
    }
  }

  moved(position: number): void {
    this.report({ stage: 'queued', position });
  }

  resolve(result: AnnotationResult): void {
    this.#end()?.resolve(result);
  }

  reject(error: AnnotationFailed): void {
    this.#end()?.reject(error);
  }

  readonly #cancel = (): void => this.reject(cancelled());

  #end() {
    const settle = this.#settle;
    if (!settle) return undefined;
    this.#settle = undefined;
    this.#watch.signal.removeEventListener('abort', this.#cancel);
    this.#letGo();
    return settle;
  }
}
