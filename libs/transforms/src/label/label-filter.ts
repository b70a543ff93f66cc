import { makeLabelMap, type LabelMap } from '@aiaa/volume';
import { labelTable } from './label-table.js';

export interface LabelFilterArgs {
  readonly appliedLabels: readonly number[];
}

/** Every label that is not named becomes background: MONAI's LabelFilter (monai/transforms/post/array.py). */
export function labelFilter(map: LabelMap, { appliedLabels }: LabelFilterArgs): LabelMap {
  const applied = new Set(appliedLabels);
  const kept = labelTable(map, (label) => (applied.has(label) ? label : 0));
  return makeLabelMap(
    map,
    map.voxels.map((label) => kept[label]),
  );
}
