import type { TakenAxes, TakenAxis } from './gather.js';
import type { AxisWalk, Walk } from './walk-axes.js';

/** The nearest voxel to each place along each axis; -1 where it has none. */
export function nearestIndices([x, y, z]: Walk): TakenAxes {
  const along = ({ axis, positions }: AxisWalk): TakenAxis => ({
    axis,
    indices: Int32Array.from(positions, (p) => (Number.isNaN(p) ? -1 : Math.floor(p + 0.5))),
  });
  return [along(x), along(y), along(z)];
}
