import type { PostSpec } from '../model-config.js';

/**
 * What follows a network whose scores need not be interpolated on the image's grid: labels are decided on the network's
 * own and carried home, several times faster and blockier. A config that restores labels itself has nothing to trade.
 */
export function fastReturn(post: readonly PostSpec[]): readonly PostSpec[] {
  const at = (kind: PostSpec['kind']) => post.findIndex((spec) => spec.kind === kind);
  const [decideAt, cleanAt, restoreAt] = [at('discretise'), at('clean'), at('restore')];
  const restoresLabels = [decideAt, cleanAt].some((labelled) => labelled !== -1 && labelled < restoreAt);
  if (restoresLabels) return post;
  const others = post.filter((spec) => spec.kind !== 'restore');
  const decided = 1 + others.findLastIndex(({ kind }) => kind === 'discretise' || kind === 'activation');
  return [...others.slice(0, decided), { kind: 'restore', rule: 'place' }, ...others.slice(decided)];
}
