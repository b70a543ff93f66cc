import type { LabelMap } from '@aiaa/volume';
import type { LoadedNetwork } from '../network-cache.js';
import type { Found } from '../run-network.js';
import type { Task } from '../task.js';

/** The models of a pipeline, in the order in which its config names them, and how to run one of them. */
export interface PipelineRun {
  readonly parts: readonly LoadedNetwork[];
  readonly task: Task;
  run(part: LoadedNetwork, task: Task): Promise<Found>;
}

/** Several models as one: the mask that they find together. */
export type Pipeline = (run: PipelineRun) => Promise<LabelMap>;
