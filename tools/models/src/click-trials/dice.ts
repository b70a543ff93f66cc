import type { LabelMap } from '@aiaa/volume';

/** Twice what two masks share, of what both hold; 1 where both are empty (Dice, Ecology 1945). */
export function dice(a: LabelMap, b: LabelMap): number {
  let [shared, held] = [0, 0];
  for (let at = 0; at < a.voxels.length; at++) {
    const inA = a.voxels[at] > 0;
    const inB = b.voxels[at] > 0;
    if (inA && inB) shared++;
    if (inA) held++;
    if (inB) held++;
  }
  return held === 0 ? 1 : (2 * shared) / held;
}
