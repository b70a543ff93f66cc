import { spacingOf } from '@aiaa/volume';
import { reframe } from '../spatial/reframe.js';
import { boxAround } from './box-around.js';
import type { GuidedTransform } from './guided-step.js';
import { withGuidance } from './with-guidance.js';

export interface CropExtremePointsArgs {
  /** Millimetres to keep around the points. Default 20, as AIAA's clients have it. */
  readonly padding?: number;
}

/**
 * Crops to the points and a padding around them, in whole voxels, fewer rather than more: what AIAA's clients do
 * before they send an image to an annotation model. Theirs leaves out the last voxel, and with it a point that
 * lies on the image's border.
 * @throws RangeError when there are no points, or the padding is below 0.
 */
export const cropExtremePoints =
  ({ padding = 20 }: CropExtremePointsArgs = {}): GuidedTransform =>
  (guided) => {
    const { size, affine } = guided.step.volume;
    const [x, y, z] = spacingOf(affine);
    const margin = [Math.floor(padding / x), Math.floor(padding / y), Math.floor(padding / z)] as const;
    const box = boxAround(guided.guidance.flat(), size, margin);
    return withGuidance((volume) => reframe(volume, box))(guided);
  };
