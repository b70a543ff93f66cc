import type { LabelMap } from '@aiaa/volume';
import { FULL_CONNECTIVITY, connectedComponents, type Connectivity } from './connected-components.js';
import { labelTable } from './label-table.js';
import { measureComponents, type ComponentMeasures } from './measure-components.js';
import { paintComponents } from './paint-components.js';
import { findRuns } from './runs.js';

export interface KeepLargestComponentArgs {
  /** The labels that lose parts; without it every label. */
  readonly appliedLabels?: readonly number[];
  /** Each label for itself; otherwise components of all of them together. Default true. */
  readonly independent?: boolean;
  /** Default 3. */
  readonly connectivity?: Connectivity;
  /** How many components stay. Default 1. */
  readonly numComponents?: number;
}

/**
 * Leaves the largest components and turns the others into background: MONAI's KeepLargestConnectedComponent
 * (monai/transforms/post/array.py) of a label map. Of components of one size those stay that a scan with the
 * last index fastest meets later: MONAI reverses an ascending sort.
 */
export function keepLargestComponent(map: LabelMap, args: KeepLargestComponentArgs = {}): LabelMap {
  const { appliedLabels, independent = true, connectivity = FULL_CONNECTIVITY, numComponents = 1 } = args;
  const applied = new Set(appliedLabels);
  const groupOf = labelTable(map, (label) => {
    const takesPart = appliedLabels === undefined ? label !== 0 : applied.has(label);
    if (!takesPart) return 0;
    return independent ? label : 1;
  });
  const components = connectedComponents(findRuns(map, groupOf), connectivity);
  const marked = allButLargest(measureComponents(components), numComponents);
  return paintComponents(map, components, { label: 0, marked, on: map.voxels.slice() });
}

function allButLargest(measures: ComponentMeasures, keep: number): Uint8Array {
  const { sizes, groups } = measures;
  const marked = new Uint8Array(sizes.length);
  const members = new Map<number, number[]>();
  groups.forEach((group, component) => {
    const others = members.get(group);
    if (others === undefined) members.set(group, [component]);
    else others.push(component);
  });
  for (const component of [...members.values()].flatMap((group) => smaller(group, measures, keep))) {
    marked[component] = 1;
  }
  return marked;
}

/** Those of a group that are not among its largest. Typed arrays sort millions of specks where a list would not. */
function smaller(group: readonly number[], measures: ComponentMeasures, keep: number): readonly number[] {
  if (group.length <= keep) return [];
  const { sizes, firsts } = measures;
  const ascending = Float64Array.from(group, (component) => sizes[component]).sort();
  const least = ascending[group.length - keep];
  const tied = group.filter((component) => sizes[component] === least);
  const larger = group.length - 1 - ascending.lastIndexOf(least);
  const inScanOrder = Float64Array.from(tied, (component) => firsts[component]).sort();
  const earliest = inScanOrder[tied.length - (keep - larger)];
  return group.filter(
    (component) => sizes[component] < least || (sizes[component] === least && firsts[component] < earliest),
  );
}
