export type { AnnotationPool, PoolStatus, WorkerStatus } from './annotation-pool.js';
export type { Clock } from './clock.js';
export { openAnnotationPool, type AnnotationPoolOptions } from './open-annotation-pool.js';
export { openWhenAsked } from './open-when-asked.js';
export { shareWork, type Crews } from './share-work.js';
export type { WorkerState } from './worker-state.js';
