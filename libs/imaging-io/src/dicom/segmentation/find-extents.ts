import type { LabelMap } from '@aiaa/volume';
import { LimitExceeded } from '@aiaa/volume/errors';

/** Where a label lies on one slice: between two voxels of it, counted x fastest from the slice's first. */
export interface Extent {
  readonly slice: number;
  readonly first: number;
  readonly last: number;
}

/**
 * The slices that hold each label but 0, in ascending order. One look at each voxel.
 * @throws LimitExceeded beyond `mostLabels` labels.
 */
export function findExtents(labels: LabelMap, mostLabels: number): ReadonlyMap<number, readonly Extent[]> {
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
      if (found.size > mostLabels) throw tooManyLabels(mostLabels);
      const latest = extents.at(-1);
      if (latest?.slice === slice) latest.last = at - start;
      else extents.push({ slice, first, last: at - start });
    }
  }
  return found;
}

export const tooManyLabels = (mostLabels: number): LimitExceeded =>
  new LimitExceeded(
    `The label map has more than ${mostLabels} labels, the most that a DICOM segmentation is written with; ask for NIfTI or NRRD.`,
  );
