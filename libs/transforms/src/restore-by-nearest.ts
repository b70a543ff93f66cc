import type { LabelMap } from '@aiaa/volume';
import { resizeLabels } from './label/resize-labels.js';
import { restoreLabels } from './restore-labels.js';
import { restoreMapByMap } from './restore-map-by-map.js';
import type { SpatialStep } from './step.js';

/**
 * Labels brought home as MONAI's Invertd does with `nearest_interp`: one grid after the other, by Resize's own nearest
 * rule, which takes the lower voxel, wherever the chain resized, by the nearest voxel wherever it resampled from affine
 * to affine, and exactly where voxels were only moved. `SpatialStep.restore` takes the nearest voxel throughout, and so
 * alone promises that the mask of a click holds the click.
 */
export const restoreByNearest = ({ maps }: SpatialStep, labels: LabelMap): LabelMap =>
  restoreMapByMap(labels, maps, (map, back) =>
    back.resized === true ? resizeLabels(map, back.from) : restoreLabels(back.from, [back], map),
  );
