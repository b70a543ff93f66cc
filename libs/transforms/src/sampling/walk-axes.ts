import type { AxisNumber, Size } from '@aiaa/volume';
import type { GridMap } from '../grid-map.js';
import { axisSteps, type AxisStep } from './axis-steps.js';
import { stayOnGrid } from './stay-on-grid.js';

/** Where the voxels along one axis of a first grid end up: places along `axis` of a last one, NaN for none. */
export interface AxisWalk {
  readonly axis: AxisNumber;
  readonly positions: Float64Array;
}

export type Walk = readonly [AxisWalk, AxisWalk, AxisWalk];

/**
 * Every voxel of a grid of this size, taken through maps that keep the axes apart, one axis at a time;
 * undefined when a map mixes them. The arithmetic is that of `carryPoint`, to the last bit, so that a voxel
 * and a click on it round to the same place.
 */
export function walkAxes(size: Size, maps: readonly GridMap[]): Walk | undefined {
  let walk: Walk = [start(0, size[0]), start(1, size[1]), start(2, size[2])];
  for (const map of maps) {
    const steps = axisSteps(map.matrix);
    if (steps === undefined) return undefined;
    const [x, y, z] = walk;
    walk = [advance(x, steps[x.axis], map), advance(y, steps[y.axis], map), advance(z, steps[z.axis], map)];
  }
  return walk;
}

const start = (axis: AxisNumber, length: number): AxisWalk => ({
  axis,
  positions: Float64Array.from({ length }, (_, index) => index),
});

function advance(
  { positions }: AxisWalk,
  { axis, scale, shift }: AxisStep,
  { to, exact }: GridMap,
): AxisWalk {
  const length = to.size[axis];
  return {
    axis,
    positions: positions.map((position) => stayOnGrid(scale * position + shift, length, exact)),
  };
}
