import { AnnotationFailed, faultOf, type Annotator, type Watch } from '@aiaa/annotator';
import type { ReadLimits } from '@aiaa/imaging-io';
import { Cancelled } from '@aiaa/volume/errors';
import { NetworkCache } from './network-cache.js';
import { segment } from './segmentation.js';

export interface AnnotatorOptions {
  /** Threads that one network may use; absent: as many as the runtime finds good. */
  readonly threads?: number;
  readonly limits?: Partial<ReadLimits>;
}

/** The Annotator that does the work in this very process, which a network blocks while it runs. */
export function makeAnnotator(options: AnnotatorOptions = {}): Annotator {
  const networks = new NetworkCache(options.threads === undefined ? {} : { threads: options.threads });
  const workshop = { networks, ...(options.limits === undefined ? {} : { limits: options.limits }) };
  const running = new Set<Promise<unknown>>();
  let closed = false;

  async function run<Result>({ signal }: Watch, work: () => Promise<Result>): Promise<Result> {
    if (closed) throw new AnnotationFailed({ tag: 'Stopping', message: 'The annotator is closed.' });
    const task = signal.aborted ? Promise.reject(new Cancelled()) : work();
    running.add(task);
    try {
      return await task;
    } catch (error) {
      throw failureOf(error, signal);
    } finally {
      running.delete(task);
    }
  }

  return {
    segment: (request, watch) => run(watch, () => segment(workshop, request, watch)),
    async close() {
      closed = true;
      await Promise.allSettled(running);
      await networks.close();
    },
  };
}

/** Whatever fails after nobody waits any more has failed because of that. */
function failureOf(error: unknown, signal: AbortSignal): AnnotationFailed {
  if (error instanceof AnnotationFailed) return error;
  return new AnnotationFailed(faultOf(signal.aborted ? new Cancelled() : error), { cause: error });
}
