import { boxSize, makeLabelMap, type LabelDtype, type LabelMap, type Voxels } from '@aiaa/volume';
import type { Components } from './connected-components.js';
import { rowStart } from './runs.js';

/** What is painted where: the label of every component whose number is marked. */
export interface Paint {
  readonly label: number;
  readonly marked: Uint8Array;
  /** The voxels to paint, which become the map's. */
  readonly on: Voxels<LabelDtype>;
}

/** A label map on the same grid, painted over. */
export function paintComponents(map: LabelMap, { runs, numbers }: Components, paint: Paint): LabelMap {
  const { label, marked, on } = paint;
  const [, height, depth] = boxSize(runs.box);
  for (let row = 0; row < height * depth; row++) {
    const start = rowStart(map, runs.box, row);
    for (let run = runs.rows[row]; run < runs.rows[row + 1]; run++) {
      if (marked[numbers[run]] === 1) on.fill(label, start + runs.from[run], start + runs.to[run]);
    }
  }
  return makeLabelMap(map, on);
}
