import type { Grid, Volume } from '@aiaa/volume';
import { alongAxes, aroundAxis, type AxisPass } from './along-axes.js';

/**
 * The mean of all voxels that each target voxel covers, in whole or in part: PyTorch's `interpolate` with mode
 * `area`.
 */
export const areaMean = (volume: Volume, to: Grid): Volume<'float32'> => alongAxes(volume, to, meanAlong);

/** Index i of the new length covers old indices floor(i n / m) up to, not including, ceil((i + 1) n / m). */
function meanAlong(source: Float64Array, pass: AxisPass): Float64Array {
  const { size, axis, length } = pass;
  const n = size[axis];
  if (n === length) return source; // the mean of each voxel alone
  const { inner, outer } = aroundAxis(pass);
  const target = new Float64Array(inner * length * outer);
  for (let o = 0, row = 0; o < outer; o++) {
    for (let i = 0; i < length; i++, row += inner) {
      const first = Math.floor((i * n) / length);
      const end = Math.ceil(((i + 1) * n) / length);
      for (let at = first; at < end; at++) {
        const line = (o * n + at) * inner;
        for (let k = 0; k < inner; k++) target[row + k] += source[line + k];
      }
      for (let k = 0; k < inner; k++) target[row + k] /= end - first;
    }
  }
  return target;
}
