import { boxOfSize, boxSize, type Box, type LabelMap } from '@aiaa/volume';

/** The voxels of a box that belong to a group, as stretches along x, row by row. */
export interface Runs {
  readonly box: Box;
  /** Run n begins at x = `from[n]` and ends before `to[n]`; it is as long as it can be. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly groups: Uint16Array;
  /** Row `y + height * z` of the box has the runs from `rows[row]` up to, but not, `rows[row + 1]`. */
  readonly rows: Int32Array;
}

/** The runs of the groups that a table gives each label; what has group 0 lies in none. */
export function findRuns(map: LabelMap, groupOf: Uint16Array, box: Box = boxOfSize(map.size)): Runs {
  const rows = countRuns(map, groupOf, box);
  const count = rows[rows.length - 1];
  const [from, to, groups] = [new Int32Array(count), new Int32Array(count), new Uint16Array(count)];
  const { voxels } = map;
  for (let row = 0, run = 0; row < rows.length - 1; row++) {
    if (rows[row] === rows[row + 1]) continue;
    const start = rowStart(map, box, row);
    let before = 0;
    for (let x = box.min[0]; x < box.max[0]; x++) {
      const group = groupOf[voxels[start + x]];
      if (group === before) continue;
      if (before !== 0) to[run++] = x;
      if (group !== 0) {
        from[run] = x;
        groups[run] = group;
      }
      before = group;
    }
    if (before !== 0) to[run++] = box.max[0];
  }
  return { box, from, to, groups, rows };
}

/** Counted first, so that the arrays of runs are as long as they have to be and no longer. */
function countRuns(map: LabelMap, groupOf: Uint16Array, box: Box): Int32Array {
  const { voxels } = map;
  const [, height, depth] = boxSize(box);
  const rows = new Int32Array(height * depth + 1);
  for (let row = 0, count = 0; row < height * depth; row++) {
    const start = rowStart(map, box, row);
    let before = 0;
    for (let at = start + box.min[0]; at < start + box.max[0]; at++) {
      const group = groupOf[voxels[at]];
      if (group !== before && group !== 0) count++;
      before = group;
    }
    rows[row + 1] = count;
  }
  return rows;
}

/** Where among the voxels of the map the row of the box that has this number would have its x = 0. */
export function rowStart({ size: [width, height] }: LabelMap, { min, max }: Box, row: number): number {
  const tall = max[1] - min[1];
  const y = min[1] + (row % tall);
  const z = min[2] + Math.floor(row / tall);
  return width * (y + height * z);
}
