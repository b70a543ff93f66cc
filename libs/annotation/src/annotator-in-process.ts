import { AnnotationFailed, faultOf, type Annotator, type Watch } from '@aiaa/annotator';
import { DEFAULT_FETCH_SETTINGS, type FetchSettings } from '@aiaa/fetching/settings';
import type { ReadLimits } from '@aiaa/imaging-io';
import { CPU, type DeviceChoice } from '@aiaa/inference';
import { Cancelled } from '@aiaa/volume/errors';
import { annotate } from './annotate.js';
import { NetworkCache } from './network-cache.js';
import { WarmCache } from './warm-cache.js';

export interface AnnotatorOptions {
  /** Threads that one network may use; absent: as many as the runtime finds good. */
  readonly threads?: number;
  /** Where networks run; on the CPU by default. */
  readonly device?: DeviceChoice;
  /** Hears what an operator should know; nobody by default. */
  readonly log?: (line: string) => void;
  readonly limits?: Partial<ReadLimits>;
  /** How many bytes of sessions' decoded images, and of what chains make of them, are kept; 1 GiB by default. */
  readonly warmBytes?: number;
  /** From where, and how much, may be fetched; by default from anywhere that is not forbidden. */
  readonly fetching?: Partial<FetchSettings>;
}

const WARM_BYTES = 1024 ** 3;

/** The Annotator that does the work in this very process, which a network blocks while it runs. */
export function makeAnnotator(options: AnnotatorOptions = {}): Annotator {
  const { threads, device = CPU, log: warn = () => undefined } = options;
  const networks = new NetworkCache({ device, warn, ...(threads === undefined ? {} : { threads }) });
  const warm = new WarmCache(options.warmBytes ?? WARM_BYTES);
  const fetching = { ...DEFAULT_FETCH_SETTINGS, ...options.fetching };
  const workshop = { networks, warm, limits: options.limits ?? {}, fetching };
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
    annotate: (request, watch) => run(watch, () => annotate(workshop, request, watch)),
    forget(session) {
      warm.forget(session);
      // what runs now may be about to keep it
      void Promise.allSettled(running).then(() => warm.forget(session));
    },
    retire: (modelFolder) => void Promise.allSettled(running).then(() => networks.release(modelFolder)),
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
