import { boxSize } from '@aiaa/volume';
import type { Components } from './connected-components.js';

export interface ComponentMeasures {
  /** In voxels. */
  readonly sizes: Float64Array;
  readonly groups: Uint16Array;
  /**
   * Where a scan in MONAI's order, the last index fastest, first meets each component: what settles ties
   * between components of one size.
   */
  readonly firsts: Float64Array;
}

export function measureComponents({ runs, numbers, count }: Components): ComponentMeasures {
  const [, height, depth] = boxSize(runs.box);
  const sizes = new Float64Array(count);
  const groups = new Uint16Array(count);
  const firsts = new Float64Array(count).fill(Infinity);
  for (let row = 0; row < height * depth; row++) {
    const [y, z] = [row % height, Math.floor(row / height)];
    for (let run = runs.rows[row]; run < runs.rows[row + 1]; run++) {
      const component = numbers[run];
      const x = runs.from[run];
      sizes[component] += runs.to[run] - x;
      groups[component] = runs.groups[run];
      firsts[component] = Math.min(firsts[component], (x * height + y) * depth + z);
    }
  }
  return { sizes, groups, firsts };
}
