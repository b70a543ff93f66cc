import { allocateLabels, type LabelMap } from '@aiaa/volume';
import { connectedComponents } from './connected-components.js';
import { labelTable } from './label-table.js';
import { measureComponents } from './measure-components.js';
import { paintComponents } from './paint-components.js';
import { findRuns } from './runs.js';

/**
 * A mask of the one largest component of all, whatever its label: MONAI Label's LargestCCd
 * (monailabel/transform/post.py). Voxels touch by faces, and different labels never hang together. Of
 * components of one size the one stays that a scan with the last index fastest meets first.
 */
export function largestComponent(map: LabelMap): LabelMap {
  const runs = findRuns(
    map,
    labelTable(map, (label) => label),
  );
  const components = connectedComponents(runs, 1);
  const { sizes, firsts } = measureComponents(components);
  let largest = 0;
  for (let component = 1; component < components.count; component++) {
    const more = sizes[component] - sizes[largest];
    if (more > 0 || (more === 0 && firsts[component] < firsts[largest])) largest = component;
  }
  const marked = new Uint8Array(components.count);
  marked[largest] = 1;
  return paintComponents(map, components, { label: 1, marked, on: allocateLabels(map, 1) });
}
