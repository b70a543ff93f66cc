import {
  faultOf,
  isOurFault,
  type AnnotationRequest,
  type Annotator,
  type FromWorker,
  type ToWorker,
  type Watch,
} from '@aiaa/annotator';
import { assertNever } from '@aiaa/volume/errors';
import { inspect } from 'node:util';

/** The way to the pool: the channel of a child process, or what a test puts in its place. */
export interface WorkerChannel {
  send(message: FromWorker): void;
  /** Calls back with every message that comes, in order. */
  listen(hear: (message: ToWorker) => void): void;
}

/**
 * Says `ready`, then answers what comes through the channel, one request after the other. Resolves when it was
 * told to close, the last request is answered, and the annotator is closed. `log` takes what made the
 * server or its model fail, stack and cause included: the answer has only the fault.
 */
export function serveAnnotator(
  annotator: Annotator,
  channel: WorkerChannel,
  log: (text: string) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancels = new Map<number, AbortController>();
    let last: Promise<void> = Promise.resolve();

    const ask = async (id: number, request: AnnotationRequest, signal: AbortSignal) => {
      const report: Watch['report'] = (progress) => channel.send({ kind: 'progress', id, progress });
      try {
        channel.send({ kind: 'done', id, result: await annotator.annotate(request, { signal, report }) });
      } catch (error) {
        const fault = faultOf(error);
        if (isOurFault(fault.tag)) log(inspect(error));
        channel.send({ kind: 'failed', id, fault });
      }
      cancels.delete(id);
    };

    const hear = (message: ToWorker): void => {
      switch (message.kind) {
        case 'ask': {
          const { id, request } = message;
          const cancel = new AbortController();
          cancels.set(id, cancel);
          last = last.then(() => ask(id, request, cancel.signal));
          return;
        }
        case 'cancel':
          cancels.get(message.id)?.abort();
          return;
        case 'forget':
          // in its turn: a request of the session that still runs would keep its image anew
          last = last.then(() => annotator.forget(message.session));
          return;
        case 'retire':
          last = last.then(() => annotator.retire(message.modelFolder));
          return;
        case 'close':
          last.then(() => annotator.close()).then(resolve, reject);
          return;
        default:
          assertNever(message);
      }
    };

    channel.listen(hear);
    channel.send({ kind: 'ready' });
  });
}
