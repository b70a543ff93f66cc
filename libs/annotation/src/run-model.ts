import { transformLabels } from '@aiaa/transforms';
import { boxOfSize } from '@aiaa/volume';
import type { LoadedModel, LoadedNetwork } from './network-cache.js';
import { deepgrowPipeline } from './pipelines/deepgrow-pipeline.js';
import { unionPipeline } from './pipelines/union-pipeline.js';
import { runNetwork, type Found } from './run-network.js';
import type { Task } from './task.js';
import type { WarmCache } from './warm-cache.js';

const PIPELINES = { deepgrow: deepgrowPipeline, union: unionPipeline };

/**
 * Runs a model, or the models of a pipeline and what tidies their mask, over an image.
 * @throws whatever `runNetwork` throws
 */
export async function runModel(model: LoadedModel, task: Task, warm: WarmCache): Promise<Found> {
  if (model.kind === 'network') return runNetwork(model, task, warm);
  const { config, parts } = model;
  const run = (part: LoadedNetwork, its: Task) => runNetwork(part, its, warm);
  const mask = await PIPELINES[config.run]({ parts, task, run });
  const tidy = config.post.flatMap((spec) => (spec.kind === 'clean' ? [spec.transform] : []));
  return { mask: transformLabels(mask, tidy), seen: boxOfSize(mask.size) };
}
