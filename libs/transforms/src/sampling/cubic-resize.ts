import type { Grid, Volume } from '@aiaa/volume';
import { alongAxes, aroundAxis, type AxisPass } from './along-axes.js';
import { resizePlace } from './resize-place.js';

/**
 * Cubic convolution between four voxels of an axis, the border voxel repeated beyond it: PyTorch's `interpolate` with
 * mode `bicubic`. It may overshoot the values it lies between.
 */
export const cubicResize = (volume: Volume, to: Grid, aligned: boolean): Volume<'float32'> =>
  alongAxes(volume, to, (source, pass) => cubicAlong(source, pass, aligned));

function cubicAlong(source: Float64Array, pass: AxisPass, aligned: boolean): Float64Array {
  const { size, axis, length } = pass;
  const from = size[axis];
  const { inner, outer } = aroundAxis(pass);
  const target = new Float64Array(inner * length * outer);
  for (let i = 0; i < length; i++) {
    const place = resizePlace(i, { from, count: length, aligned });
    const floor = Math.floor(place);
    cubicWeights(place - floor).forEach((weight, tap) => {
      const at = Math.min(Math.max(floor - 1 + tap, 0), from - 1);
      if (weight === 0) return;
      for (let o = 0; o < outer; o++) {
        const [row, line] = [(o * length + i) * inner, (o * from + at) * inner];
        for (let k = 0; k < inner; k++) target[row + k] += weight * source[line + k];
      }
    });
  }
  return target;
}

/** The slope of Keys' kernel (IEEE ASSP 29, 1981) at distance 1, as PyTorch has it. */
const SLOPE = -0.75;

/** The weights of the voxel before the one below a place, that one, the one above, and the one after. */
const cubicWeights = (share: number): readonly number[] => [
  farWeight(1 + share),
  nearWeight(share),
  nearWeight(1 - share),
  farWeight(2 - share),
];

const nearWeight = (distance: number): number =>
  ((SLOPE + 2) * distance - (SLOPE + 3)) * distance * distance + 1;

const farWeight = (distance: number): number =>
  ((SLOPE * distance - 5 * SLOPE) * distance + 8 * SLOPE) * distance - 4 * SLOPE;
