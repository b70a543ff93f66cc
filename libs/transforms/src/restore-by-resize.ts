import type { LabelMap } from '@aiaa/volume';
import { resizeLabels } from './label/resize-labels.js';
import { restoreLabels } from './restore-labels.js';
import { restoreMapByMap } from './restore-map-by-map.js';
import type { SpatialStep } from './step.js';

/**
 * Labels brought home as MONAI Label's Restored does: resized over the whole extent, by Resize's nearest rule,
 * wherever the chain resampled. What the chain permuted, cropped or padded is undone exactly, where Restored
 * would stretch it.
 * @throws BrokenInvariant when the labels do not lie on the grid of the step's volume.
 */
export const restoreByResize = ({ maps }: SpatialStep, labels: LabelMap): LabelMap =>
  restoreMapByMap(labels, maps, (map, back) =>
    back.exact ? restoreLabels(back.from, [back], map) : resizeLabels(map, back.from),
  );
