import type { MaskResult } from '@aiaa/annotator';
import type { ModelConfig } from '@aiaa/models';
import { centroids, extremePoints } from '@aiaa/transforms';
import { voxelIndex, type Box, type VoxelIndex } from '@aiaa/volume';
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
    ...(asksFor('box') ? { box: boxAround(points) } : {}),
    ...(asksFor('centroids')
      ? { centroids: centroids(mask).map((one) => ({ ...one, name: nameOf(one.label) })) }
      : {}),
  };
}

/** The empty box at the origin for a mask without points. */
function boxAround([left, right, front, back, low, high]: readonly VoxelIndex[]): Box {
  if (left === undefined) return { min: voxelIndex(0, 0, 0), max: voxelIndex(0, 0, 0) };
  return {
    min: voxelIndex(left[0], front[1], low[2]),
    max: voxelIndex(right[0] + 1, back[1] + 1, high[2] + 1),
  };
}
