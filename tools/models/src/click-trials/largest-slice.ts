import { allocateLabels, makeLabelMap, type LabelMap } from '@aiaa/volume';

/** The slice on which a mask has most voxels. */
export function largestSlice({ voxels, size }: LabelMap): number {
  const counts = new Uint32Array(size[2]);
  const area = size[0] * size[1];
  for (let at = 0; at < voxels.length; at++) {
    if (voxels[at] > 0) counts[(at / area) | 0]++;
  }
  return counts.indexOf(Math.max(...counts));
}

/** The mask on one slice, and nothing on the others. */
export function onlySlice(mask: LabelMap, slice: number): LabelMap {
  const area = mask.size[0] * mask.size[1];
  const voxels = allocateLabels(mask, 1);
  voxels.set(mask.voxels.subarray(slice * area, (slice + 1) * area), slice * area);
  return makeLabelMap(mask, voxels);
}
