import type { PostSpec } from '@aiaa/models';
import {
  activate,
  discretise,
  restoreByNearest,
  restoreByResize,
  restoreGuided,
  transformLabels,
  type Scores,
  type SpatialStep,
} from '@aiaa/transforms';
import type { LabelMap, Volume } from '@aiaa/volume';
import { assertDecides } from './assert-decides.js';
import { planReturn, type ReturnPlan } from './return-plan.js';

/**
 * From what the network gave to the mask on the image's own grid, in the order that the config names. What it gave is
 * overwritten: with several classes of a whole volume there is no room for it twice.
 * @throws MalformedModelConfig when the config's decision does not fit the network's channels.
 */
export function finishScores(raw: Volume<'float32'>, step: SpatialStep, post: readonly PostSpec[]): LabelMap {
  const plan = planReturn(post, raw.channels);
  const scores = scoresOf(raw, plan);
  assertDecides(plan, raw.channels);
  return transformLabels(bringHome(scores, step, plan), plan.after);
}

/** A softmax that only an arg-max follows is left to whoever interpolates. */
function scoresOf(raw: Volume<'float32'>, { activation, decide }: ReturnPlan): Scores {
  if (activation === undefined) return { volume: raw, decide };
  if (activation === 'softmax' && decide.kind === 'arg-max') return { volume: raw, decide, softmax: true };
  return { volume: activate(raw, activation, raw.voxels), decide };
}

function bringHome(scores: Scores, step: SpatialStep, { before, carry }: ReturnPlan): LabelMap {
  const labels = () => transformLabels(discretise(scores), before);
  switch (carry) {
    case 'scores':
      return step.restore(scores);
    case 'labels-by-nearest':
      return restoreByNearest(step, labels());
    case 'labels-by-resize':
      return restoreByResize(step, labels());
    case 'labels-by-place':
      return step.restore(labels());
    case 'labels-by-guided':
      return restoreGuided({ step }, labels());
  }
}
