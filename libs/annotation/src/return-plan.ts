import type { PostSpec } from '@aiaa/models';
import type { Decision } from '@aiaa/transforms';

/** How scores become a mask on the image's own grid. */
export interface ReturnPlan {
  /** Applied to the scores before anything is interpolated; absent where it cannot change the mask. */
  readonly activation?: 'softmax' | 'sigmoid';
  /** What decides a voxel's label; absent: arg-max over several channels, one half over a single one. */
  readonly decide?: Decision;
  /** `scores`: interpolated, then decided, in one pass. Else labels are decided first and carried by that rule. */
  readonly carry: 'scores' | 'labels-by-resize' | 'labels-by-nearest';
}

/**
 * The config's own order decides: a restoring step after the decision carries labels by its own rule; before
 * the decision, or named nowhere, the scores are interpolated and decided in the same pass.
 */
export function planReturn(post: readonly PostSpec[]): ReturnPlan {
  const restoreAt = post.findIndex((spec) => spec.kind === 'restore');
  const decideAt = post.findIndex((spec) => spec.kind === 'discretise');
  const activateAt = post.findIndex((spec) => spec.kind === 'activation');
  const [restore, decision, activation] = [post[restoreAt], post[decideAt], post[activateAt]];
  const decide = decision?.kind === 'discretise' ? decision.decide : undefined;
  const labelsFirst = restore?.kind === 'restore' && decide !== undefined && decideAt < restoreAt;
  const activated = activation?.kind === 'activation' ? activation.function : undefined;
  const interpolatesLogits = restoreAt !== -1 && restoreAt < activateAt;
  const decidesByOrder = decide?.kind === 'arg-max' && (labelsFirst || interpolatesLogits);
  const applied = decidesByOrder || interpolatesLogits ? undefined : activated;
  const settled =
    interpolatesLogits && decide !== undefined && activated === 'sigmoid' ? onLogits(decide) : decide;
  return {
    carry: labelsFirst ? (restore.rule === 'resize' ? 'labels-by-resize' : 'labels-by-nearest') : 'scores',
    ...(applied === undefined ? {} : { activation: applied }),
    ...(settled === undefined ? {} : { decide: settled }),
  };
}

/** sigmoid(x) >= t is x >= ln(t / (1 - t)): the same decision without the activation. */
const onLogits = (decide: Decision): Decision =>
  decide.kind === 'threshold' ? { kind: 'threshold', at: Math.log(decide.at / (1 - decide.at)) } : decide;
