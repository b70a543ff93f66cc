import { UnfitImage, voxelIndex } from '@aiaa/volume';
import { reframe } from '../spatial/reframe.js';
import { clicksOnSlice } from './clicks-on-slice.js';
import type { GuidedTransform } from './guided-step.js';
import { withGuidance } from './with-guidance.js';

/**
 * Takes the lowest slice that has a click, of whatever list, and the clicks on it: MONAI's AddGuidanceFromPoints
 * for two dimensions, and Fetch2DSlice. A slice lies across the third axis of the volume as it came here; for
 * another one that the user names, keep the clicks on it first (`clicksOnSlice`). Exact: restored, every other
 * slice is empty.
 * @throws RangeError when there are no clicks; UnfitImage when the slice lies outside the image, as behind a crop.
 */
export const fetchSlice: GuidedTransform = ({ step, guidance }) => {
  const [width, height, depth] = step.volume.size;
  const slice = guidance.flat().reduce((lowest, [, , z]) => Math.min(lowest, z), Infinity);
  if (slice === Infinity) throw new RangeError('Without a click there is no slice to take.');
  if (slice < 0 || slice >= depth) {
    throw new UnfitImage(`A click on slice ${slice} lies outside an image of ${depth} slices.`);
  }
  const box = { min: voxelIndex(0, 0, slice), max: voxelIndex(width, height, slice + 1) };
  return withGuidance((volume) => reframe(volume, box))({
    step,
    guidance: clicksOnSlice(guidance, slice),
  });
};
