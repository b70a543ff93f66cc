import { makeLabelMap, type Grid, type LabelMap } from '@aiaa/volume';
import type { GridMap } from './grid-map.js';
import { takeNearest } from './sampling/take-nearest.js';

/**
 * Labels from the end of a chain of maps, on the grid `home` where it began: each voxel takes the label of
 * the voxel nearest to where it is carried. What a crop cut off is background; beyond the edge of a resampled
 * grid its outermost labels continue.
 */
export const restoreLabels = (home: Grid, maps: readonly GridMap[], labels: LabelMap): LabelMap =>
  maps.length === 0 ? makeLabelMap(home, labels.voxels) : takeNearest(labels, maps, home);
