import type { MaskResult } from '@aiaa/annotator';
import type { ModelConfig } from '@aiaa/models';
import { boxOfExtremes, centroids, extremePoints } from '@aiaa/transforms';
import type { Found } from './run-network.js';

/** What a client is told of a mask: its extreme points always, the rest where the model's config asks for it. */
export function describeMask(
  { mask, seen }: Found,
  { post, labels }: ModelConfig,
): Pick<MaskResult, 'points' | 'box' | 'centroids'> {
  const asksFor = (fact: 'box' | 'centroids') =>
    post.some((spec) => spec.kind === 'report' && spec.fact === fact);
  const nameOf = (label: number) => labels[label - 1] ?? `label ${label}`;
  const points = extremePoints(mask, seen);
  return {
    points,
    ...(asksFor('box') ? { box: boxOfExtremes(points) } : {}),
    ...(asksFor('centroids')
      ? { centroids: centroids(mask).map((one) => ({ ...one, name: nameOf(one.label) })) }
      : {}),
  };
}
