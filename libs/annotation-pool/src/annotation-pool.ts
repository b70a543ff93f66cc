import type { Annotator } from '@aiaa/annotator';
import type { WorkerState } from './worker-state.js';

export interface PoolStatus {
  /** Workers that run a request or could run one now. */
  readonly ready: number;
  /** Requests that wait for a worker. */
  readonly queued: number;
  readonly workers: readonly WorkerStatus[];
}

/** A `dead` worker is about to be replaced, and has no pid. */
export interface WorkerStatus {
  readonly state: WorkerState;
  readonly pid: number | undefined;
}

/** An Annotator over worker processes. */
export interface AnnotationPool extends Annotator {
  status(): PoolStatus;
}
