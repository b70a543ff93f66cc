import { AnnotationFailed, faultOf } from '@aiaa/annotator';
import { Cancelled } from '@aiaa/volume/errors';

/** Every refusal of the pool itself, as the person who asked reads it. */
export const cancelled = (): AnnotationFailed => new AnnotationFailed(faultOf(new Cancelled()));

export const stopping = (): AnnotationFailed =>
  new AnnotationFailed({ tag: 'Stopping', message: 'The server is stopping; ask again when it is back.' });

export const overloaded = (limit: number): AnnotationFailed =>
  new AnnotationFailed({
    tag: 'Overloaded',
    message: `The server is busy: all ${limit} places of its queue are taken; ask again later.`,
  });

export const ranTooLong = (limitMs: number): AnnotationFailed =>
  new AnnotationFailed({
    tag: 'LimitExceeded',
    message: `The request ran for longer than the ${limitMs / 1000} s that a request may run.`,
  });

/** `endings` tells how each worker ended, such as "signal SIGKILL". */
export const workerLost = (endings: readonly string[]): AnnotationFailed =>
  new AnnotationFailed({
    tag: 'WorkerLost',
    message:
      `The worker process ended ${endings.length === 2 ? 'twice' : 'once'} while running this request ` +
      `(${[...new Set(endings)].join(', then ')}); a smaller image or a server with more memory may help.`,
  });

export const workerNotReady = (starts: number, ending: string): AnnotationFailed =>
  new AnnotationFailed({
    tag: 'WorkerLost',
    message: `The worker process ended ${starts} times in a row before it could work (${ending}); the server's log says why.`,
  });
