import { boxSize, voxelIndex, type Box, type LabelMap } from '@aiaa/volume';
import { labelTable } from './label-table.js';
import { findRuns } from './runs.js';

/** The smallest box around each label that occurs, labels ascending; 0 is background and has none. */
export function labelBoxes(map: LabelMap): ReadonlyMap<number, Box> {
  const { box, from, to, groups, rows } = findRuns(
    map,
    labelTable(map, (label) => label),
  );
  const [, height] = boxSize(box);
  const edges = new Map<number, number[]>();
  for (let row = 0; row < rows.length - 1; row++) {
    const [y, z] = [row % height, Math.floor(row / height)];
    for (let run = rows[row]; run < rows[row + 1]; run++) {
      const edge = edges.get(groups[run]);
      if (edge === undefined) edges.set(groups[run], [from[run], to[run], y, y + 1, z, z + 1]);
      else widen(edge, [from[run], to[run]], [y, z]);
    }
  }
  return new Map(
    [...edges]
      .sort(([a], [b]) => a - b)
      .map(([label, [x0, x1, y0, y1, z0, z1]]) => [
        label,
        { min: voxelIndex(x0, y0, z0), max: voxelIndex(x1, y1, z1) },
      ]),
  );
}

/** Rows come in scan order: z never falls, and z is the last to have been met. */
function widen(edge: number[], [from, to]: readonly number[], [y, z]: readonly number[]): void {
  edge[0] = Math.min(edge[0], from);
  edge[1] = Math.max(edge[1], to);
  edge[2] = Math.min(edge[2], y);
  edge[3] = Math.max(edge[3], y + 1);
  edge[5] = z + 1;
}
