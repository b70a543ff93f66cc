import type { AxisNumber, Reorientation } from '@aiaa/volume';
import type { SpatialTransform } from '../step.js';
import { turnAxes } from './turn-axes.js';

export interface Rotate90Args {
  /** Quarter turns from the first axis towards the second; negative ones turn back. Default 1. */
  readonly k?: number;
  /** Default the first and the second axis, 0 and 1. */
  readonly axes?: readonly [AxisNumber, AxisNumber];
}

/**
 * Turns the voxels by quarter turns in the plane of two axes (MONAI's Rotate90, numpy's `rot90`). Exact: after an
 * odd number of turns the two sizes are swapped; dtype and places in the world stay, for the affine turns too.
 * @throws RangeError when the turns are no whole number or the axes are one and the same.
 */
export function rotate90({ k = 1, axes = [0, 1] }: Rotate90Args = {}): SpatialTransform {
  if (!Number.isInteger(k)) throw new RangeError(`Quarter turns are counted in whole numbers, not ${k}.`);
  if (axes[0] === axes[1]) throw new RangeError(`A turn needs two axes, not axis ${axes[0]} twice.`);
  const turn = quarterTurns(((k % 4) + 4) % 4, axes);
  return (volume) => turnAxes(volume, turn);
}

function quarterTurns(turns: number, [first, second]: readonly [AxisNumber, AxisNumber]): Reorientation {
  const swapped = turns % 2 === 1;
  const source = (to: AxisNumber) => {
    if (to === first) return { axis: swapped ? second : first, reversed: turns === 1 || turns === 2 };
    if (to === second) return { axis: swapped ? first : second, reversed: turns === 2 || turns === 3 };
    return { axis: to, reversed: false };
  };
  return [source(0), source(1), source(2)];
}
