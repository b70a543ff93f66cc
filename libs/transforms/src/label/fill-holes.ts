import { makeLabelMap, type Box, type LabelMap, type Size } from '@aiaa/volume';
import {
  FULL_CONNECTIVITY,
  connectedComponents,
  type Components,
  type Connectivity,
} from './connected-components.js';
import { labelBoxes } from './label-boxes.js';
import { labelTable } from './label-table.js';
import { paintComponents } from './paint-components.js';
import { findRuns } from './runs.js';

export interface FillHolesArgs {
  /** The labels whose holes are filled; without it every label. */
  readonly appliedLabels?: readonly number[];
  /** How the outside finds its way in. Default 3: through corners, so that fewer holes count as closed. */
  readonly connectivity?: Connectivity;
}

/**
 * Gives each label what it encloses, other labels too: MONAI's FillHoles (monai/transforms/post/array.py,
 * fill_holes in monai/transforms/utils.py) of a label map. Labels are taken in ascending order, each sees
 * what those before it filled.
 *
 * Whatever lies around the smallest box of a label is outside, so only voxels in that box are looked at. A
 * label that lost voxels to others has too large a box, which does no harm.
 */
export function fillHoles(map: LabelMap, args: FillHolesArgs = {}): LabelMap {
  const { appliedLabels, connectivity = FULL_CONNECTIVITY } = args;
  const applied = new Set(appliedLabels);
  let filled = makeLabelMap(map, map.voxels.slice());
  for (const [label, box] of labelBoxes(map)) {
    if (appliedLabels !== undefined && !applied.has(label)) continue;
    const others = labelTable(map, (other) => (other === label ? 0 : 1));
    const components = connectedComponents(findRuns(filled, others, box), connectivity);
    const marked = closed(components, map.size);
    filled = paintComponents(filled, components, { label, marked, on: filled.voxels });
  }
  return filled;
}

/** Those that touch no face of their box. A picture of one slice is flat: its slice is no way out. */
function closed({ runs, numbers, count }: Components, size: Size): Uint8Array {
  const { box, from, to, rows } = runs;
  const marked = new Uint8Array(count).fill(1);
  const tall = box.max[1] - box.min[1];
  for (let row = 0; row < rows.length - 1; row++) {
    const y = box.min[1] + (row % tall);
    const z = box.min[2] + Math.floor(row / tall);
    const rowIsOut = isFace(box, size, [1, y]) || isFace(box, size, [2, z]);
    for (let run = rows[row]; run < rows[row + 1]; run++) {
      const out = rowIsOut || isFace(box, size, [0, from[run]]) || isFace(box, size, [0, to[run] - 1]);
      if (out) marked[numbers[run]] = 0;
    }
  }
  return marked;
}

function isFace({ min, max }: Box, size: Size, [axis, at]: readonly [0 | 1 | 2, number]): boolean {
  return size[axis] > 1 && (at === min[axis] || at === max[axis] - 1);
}
