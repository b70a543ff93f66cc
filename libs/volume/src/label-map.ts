import { allocateVoxels, type Voxels } from './dtype.js';
import { BrokenInvariant } from './errors/broken-invariant.js';
import { UnfitImage } from './errors/unfit-image.js';
import type { Grid } from './grid.js';
import { voxelCount } from './size.js';
import { makeVolume, type Volume } from './volume.js';

/** Labels fit a byte up to 255 and need two above; never int8, which clients fail to load. */
export type LabelDtype = 'uint8' | 'uint16';

/** An integer volume of labels on a grid, one channel; 0 is background. A mask is one with labels 0 and 1. */
export type LabelMap = Volume<LabelDtype>;

/** The smallest dtype that holds labels 0 to `highest`. @throws BrokenInvariant above 65,535. */
export function labelDtype(highest: number): LabelDtype {
  if (highest > 65_535)
    throw new BrokenInvariant(`Label ${highest} is above 65535, the highest a label map holds.`);
  return highest > 255 ? 'uint16' : 'uint8';
}

/** Zeroed voxels that can hold labels 0 to `highest` on this grid. */
export const allocateLabels = (grid: Grid, highest: number): Voxels<LabelDtype> =>
  allocateVoxels(labelDtype(highest), voxelCount(grid.size));

/** @throws BrokenInvariant when the labels do not fill the grid. */
export const makeLabelMap = (grid: Grid, labels: Voxels<LabelDtype>): LabelMap =>
  makeVolume<LabelDtype>({ voxels: labels, size: grid.size, affine: grid.affine });

/** A volume that was read as an image, as the label map it is. @throws UnfitImage unless it is uint8 or uint16. */
export function labelMapOf(volume: Volume): LabelMap {
  const { voxels, dtype } = volume;
  if (voxels instanceof Uint8Array || voxels instanceof Uint16Array) return makeLabelMap(volume, voxels);
  throw new UnfitImage(`The mask is ${dtype}; labels are uint8 or uint16.`);
}

/** How many voxels each label has; index 0 is the background. */
export function countLabels(map: LabelMap): Float64Array {
  const counts = new Float64Array(map.dtype === 'uint8' ? 256 : 65_536);
  for (const label of map.voxels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
