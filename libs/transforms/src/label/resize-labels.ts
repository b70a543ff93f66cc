import type { Grid, LabelMap } from '@aiaa/volume';
import { nearestResizeIndices } from '../sampling/nearest-resize-indices.js';
import { gather } from '../sampling/gather.js';

/**
 * A label map stretched over another grid by MONAI's Resize with mode `nearest`, whatever the two affines
 * say: what MONAI Label's Restored does with a result of another size than its image.
 */
export const resizeLabels = (map: LabelMap, to: Grid): LabelMap =>
  gather(map, nearestResizeIndices(map.size, to.size), to);
