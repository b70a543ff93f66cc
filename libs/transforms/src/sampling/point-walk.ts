import type { GridMap } from '../grid-map.js';
import { stayOnGrid } from './stay-on-grid.js';

/**
 * A walk for one point at a time, changed in place, through maps of any kind; false when an exact map has no
 * place for it. The arithmetic is that of `carryPoint`.
 */
export function pointWalk(maps: readonly GridMap[]): (point: Float64Array) => boolean {
  const matrices = maps.map(({ matrix }) => Float64Array.from(matrix));
  const sizes = maps.map(({ to }) => Float64Array.from(to.size));
  const exact = maps.map((map) => map.exact);
  return (point) => {
    for (let step = 0; step < matrices.length; step++) {
      const m = matrices[step];
      const size = sizes[step];
      const x = point[0];
      const y = point[1];
      const z = point[2];
      point[0] = stayOnGrid(m[0] * x + m[1] * y + m[2] * z + m[3], size[0], exact[step]);
      point[1] = stayOnGrid(m[4] * x + m[5] * y + m[6] * z + m[7], size[1], exact[step]);
      point[2] = stayOnGrid(m[8] * x + m[9] * y + m[10] * z + m[11], size[2], exact[step]);
      if (Number.isNaN(point[0] + point[1] + point[2])) return false;
    }
    return true;
  };
}
