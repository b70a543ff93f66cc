import type { LabelMap } from '@aiaa/volume';
import type { GridMap } from './grid-map.js';
import { foregroundAlone } from './label/foreground-alone.js';
import { DeferredVolume } from './sampling/deferred-volume.js';

/**
 * Labels brought home through one map after the other, the last first, by whatever rule `back` has for each. Where
 * the rules only copy voxels along the axes, that is one pass over the grid at home, and none in between is filled; of
 * that pass nothing but the box around the foreground is touched.
 */
export function restoreMapByMap(
  labels: LabelMap,
  maps: readonly GridMap[],
  back: (labels: LabelMap, map: GridMap) => LabelMap,
): LabelMap {
  const restored = maps.reduceRight<LabelMap>(back, foregroundAlone(labels));
  if (restored instanceof DeferredVolume) restored.evaluated(); // it goes on to know what it did not touch
  return restored;
}
