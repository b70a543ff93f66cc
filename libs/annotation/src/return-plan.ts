import type { PostSpec } from '@aiaa/models';
import { lowestLogit, type Activation, type Decision, type LabelTransformSpec } from '@aiaa/transforms';

/** How scores become a mask on the image's own grid. */
export interface ReturnPlan {
  /** Applied to the scores before anything is interpolated; absent where it cannot change the mask. */
  readonly activation?: Activation;
  /** What decides a voxel's label; where the config names nothing, arg-max over several channels, else one half. */
  readonly decide: Decision;
  /** What is done to labels on the network's grid; only where labels, not scores, are carried. */
  readonly before: readonly LabelTransformSpec[];
  /** `scores`: interpolated, then decided, in one pass. Else labels are decided first and carried by that rule. */
  readonly carry:
    'scores' | 'labels-by-resize' | 'labels-by-nearest' | 'labels-by-guided' | 'labels-by-place';
  /** What is done to the mask on the image's grid. */
  readonly after: readonly LabelTransformSpec[];
}

/**
 * The config's own order decides: a restoring step after the decision, or after anything done to labels,
 * carries labels by its own rule; before them, or named nowhere, the scores are interpolated and decided in
 * the same pass.
 */
export function planReturn(post: readonly PostSpec[], channels: number): ReturnPlan {
  const restoreAt = post.findIndex((spec) => spec.kind === 'restore');
  const restore = post[restoreAt];
  const before = labelTransforms(post.slice(0, Math.max(restoreAt, 0)));
  const after = labelTransforms(post.slice(restoreAt + 1));
  const decideAt = post.findIndex((spec) => spec.kind === 'discretise');
  const hasLabels = before.length > 0 || (decideAt !== -1 && decideAt < restoreAt);
  const takesLabels = restore?.kind === 'restore' && TAKES_LABELS.has(restore.rule);
  const carry =
    restore?.kind === 'restore' && (hasLabels || takesLabels)
      ? (`labels-by-${restore.rule}` as const)
      : 'scores';
  return { ...planDecision(post, { carry, channels }), before, carry, after };
}

/** Clicks have no way for scores, and a fast return is one of labels. */
const TAKES_LABELS: ReadonlySet<string> = new Set(['guided', 'place']);

const labelTransforms = (post: readonly PostSpec[]): LabelTransformSpec[] =>
  post.flatMap((spec) => (spec.kind === 'clean' ? [spec.transform] : []));

interface Circumstances {
  readonly carry: ReturnPlan['carry'];
  readonly channels: number;
}

/**
 * A decision on logits spares the activation, if there is one that comes to the same: where logits are interpolated, or
 * nothing is. A class that wins among sigmoids which float32 rounds alike is another than the one of their logits.
 */
function planDecision(
  post: readonly PostSpec[],
  { carry, channels }: Circumstances,
): Pick<ReturnPlan, 'activation' | 'decide'> {
  const restoreAt = post.findIndex((spec) => spec.kind === 'restore');
  const activateAt = post.findIndex((spec) => spec.kind === 'activation');
  const [activation] = post.flatMap((spec) => (spec.kind === 'activation' ? [spec.function] : []));
  const [named] = post.flatMap((spec) => (spec.kind === 'discretise' ? [spec.decide] : []));
  const decide = named ?? usualDecision(channels);
  const interpolatesLogits = restoreAt !== -1 && restoreAt < activateAt;
  if (activation === undefined) return { decide };
  if (decide.kind === 'arg-max' && (interpolatesLogits || carry !== 'scores')) return { decide };
  const decidesLogits = interpolatesLogits || (decide.kind === 'threshold' && carry !== 'scores');
  if (decidesLogits && activation === 'sigmoid') return { decide: onLogits(decide) };
  return { activation, decide };
}

const usualDecision = (channels: number): Decision =>
  channels > 1 ? { kind: 'arg-max' } : { kind: 'threshold', at: 0.5 };

const onLogits = (decide: Decision): Decision =>
  decide.kind === 'arg-max' ? decide : { kind: decide.kind, at: lowestLogit(decide.at) };
