import type { LabelMap } from '@aiaa/volume';
import { MOST_SEGMENTS, tooManyLabels } from './most-segments.js';

/** Where a label lies on one slice: between two voxels of it, counted x fastest from the slice's first. */
export interface Extent {
  readonly slice: number;
  readonly first: number;
  readonly last: number;
}

/**
 * The slices that hold each label but 0, in ascending order. One look at each voxel.
 * @throws LimitExceeded beyond `MOST_SEGMENTS` labels.
 */
export function findExtents(labels: LabelMap): ReadonlyMap<number, readonly Extent[]> {
  const { voxels, size } = labels;
  const sliceVoxels = size[0] * size[1];
  const found = new Map<number, { slice: number; first: number; last: number }[]>();
  for (let slice = 0; slice < size[2]; slice++) {
    const start = slice * sliceVoxels;
    const end = start + sliceVoxels;
    for (let at = start; at < end; at++) {
      const label = voxels[at] ?? 0;
      if (label === 0) continue;
      const first = at - start;
      while (at + 1 < end && voxels[at + 1] === label) at++;
      const extents = found.get(label) ?? [];
      if (extents.length === 0) found.set(label, extents);
      if (found.size > MOST_SEGMENTS) throw tooManyLabels();
      const latest = extents.at(-1);
      if (latest?.slice === slice) latest.last = at - start;
      else extents.push({ slice, first, last: at - start });
    }
  }
  return found;
}
