import type { PostSpec } from '@aiaa/models';
import {
  activate,
  discretise,
  resizeLabels,
  restoreLabels,
  type Decision,
  type Scores,
  type SpatialStep,
} from '@aiaa/transforms';
import { UnfitImage } from '@aiaa/volume/errors';
import type { LabelMap, Volume } from '@aiaa/volume';
import { planReturn } from './return-plan.js';

/**
 * From what the network gave to the mask on the image's own grid, in the order that the config names.
 * @throws UnfitImage when the config's decision does not fit the network's channels.
 */
export function finishScores(raw: Volume<'float32'>, step: SpatialStep, post: readonly PostSpec[]): LabelMap {
  const plan = planReturn(post);
  const volume = plan.activation === undefined ? raw : activate(raw, plan.activation);
  const scores: Scores = { volume, decide: plan.decide ?? usualDecision(volume) };
  assertFits(scores);
  switch (plan.carry) {
    case 'scores':
      return step.restore(scores);
    case 'labels-by-nearest':
      return step.restore(discretise(scores));
    case 'labels-by-resize':
      return restoreByResize(discretise(scores), step);
  }
}

const usualDecision = ({ channels }: Volume): Decision =>
  channels > 1 ? { kind: 'arg-max' } : { kind: 'threshold', at: 0.5 };

function assertFits({ volume, decide }: Scores): void {
  if (decide.kind === 'threshold' && volume.channels > 1) {
    throw new UnfitImage(
      `The model's config decides by a threshold, but its network scores ${volume.channels} classes: use argmax.`,
    );
  }
}

/**
 * MONAI's Restored: labels are resized over the whole extent, by Resize's nearest rule, wherever the chain
 * resampled. What the chain permuted, cropped or padded is undone exactly, where Restored would stretch it.
 */
function restoreByResize(labels: LabelMap, step: SpatialStep): LabelMap {
  return step.maps.reduceRight(
    (map, back) => (back.exact ? restoreLabels(back.from, [back], map) : resizeLabels(map, back.from)),
    labels,
  );
}
