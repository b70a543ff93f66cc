import { MalformedModelConfig, type PostSpec } from '@aiaa/models';
import {
  activate,
  discretise,
  restoreByResize,
  transformLabels,
  type Scores,
  type SpatialStep,
} from '@aiaa/transforms';
import type { LabelMap, Volume } from '@aiaa/volume';
import { planReturn, type ReturnPlan } from './return-plan.js';

/**
 * From what the network gave to the mask on the image's own grid, in the order that the config names.
 * @throws MalformedModelConfig when the config's decision does not fit the network's channels.
 */
export function finishScores(raw: Volume<'float32'>, step: SpatialStep, post: readonly PostSpec[]): LabelMap {
  const plan = planReturn(post, raw.channels);
  const volume = plan.activation === undefined ? raw : activate(raw, plan.activation);
  const scores: Scores = { volume, decide: plan.decide };
  assertFits(scores);
  return transformLabels(bringHome(scores, step, plan), plan.after);
}

function bringHome(scores: Scores, step: SpatialStep, { before, carry }: ReturnPlan): LabelMap {
  const labels = () => transformLabels(discretise(scores), before);
  switch (carry) {
    case 'scores':
      return step.restore(scores);
    case 'labels-by-nearest':
      return step.restore(labels());
    case 'labels-by-resize':
      return restoreByResize(step, labels());
  }
}

function assertFits({ volume, decide }: Scores): void {
  if (decide.kind === 'threshold' && volume.channels > 1) {
    throw new MalformedModelConfig(
      'post_transforms',
      `a threshold decides one class, and the network scores ${volume.channels}: use argmax.`,
    );
  }
}
