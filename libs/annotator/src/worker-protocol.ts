import type { Fault } from './faults.js';
import type { Progress } from './progress.js';
import type { AnnotationRequest } from './requests.js';
import type { AnnotationResult } from './results.js';

/** What a pool says to its worker. `id` counts the requests of one worker process. */
export type ToWorker =
  | { readonly kind: 'ask'; readonly id: number; readonly request: AnnotationRequest }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'forget'; readonly session: string }
  | { readonly kind: 'retire'; readonly modelFolder: string }
  | { readonly kind: 'close' };

/** What a worker says to its pool: `ready` once, then one `done` or `failed` for every `ask`. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly result: AnnotationResult }
  | { readonly kind: 'failed'; readonly id: number; readonly fault: Fault };

const TO_WORKER: Readonly<Record<ToWorker['kind'], true>> = {
  ask: true,
  cancel: true,
  forget: true,
  retire: true,
  close: true,
};
const FROM_WORKER: Readonly<Record<FromWorker['kind'], true>> = {
  ready: true,
  progress: true,
  done: true,
  failed: true,
};

/**
 * Whether a message of the channel is one of ours. Both ends are one version of this software, so the kind is
 * proof enough; other code of the process may use the channel too, and has other words.
 */
export const isToWorker = (message: unknown): message is ToWorker => hasKindOf(TO_WORKER, message);

/** The same for what a pool hears. */
export const isFromWorker = (message: unknown): message is FromWorker => hasKindOf(FROM_WORKER, message);

const hasKindOf = (kinds: Readonly<Record<string, true>>, message: unknown): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'kind' in message &&
  typeof message.kind === 'string' &&
  Object.hasOwn(kinds, message.kind);
