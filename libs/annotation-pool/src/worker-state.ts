/** Where a worker process stands in its life. A `stopping` one was told or made to end, and is not asked again. */
export type WorkerState = 'starting' | 'idle' | 'busy' | 'stopping' | 'dead';

/** What moves it on: the first two are heard from the worker, the next two are done to it, the last is seen. */
export type WorkerEvent = 'ready' | 'answer' | 'ask' | 'stop' | 'end';

const NEXT: Readonly<Record<WorkerState, Partial<Readonly<Record<WorkerEvent, WorkerState>>>>> = {
  starting: { ready: 'idle', stop: 'stopping', end: 'dead' },
  idle: { ask: 'busy', stop: 'stopping', end: 'dead' },
  busy: { answer: 'idle', stop: 'stopping', end: 'dead' },
  stopping: { answer: 'stopping', ready: 'stopping', stop: 'stopping', end: 'dead' },
  dead: { stop: 'dead' },
};

/** The state after an event; undefined when that event has no place in this state. */
export const nextWorkerState = (state: WorkerState, event: WorkerEvent): WorkerState | undefined =>
  NEXT[state][event];
