import { voxelCount, type Voxels } from '@aiaa/volume';
import { strideTaps, type AxisTaps } from './axis-taps.js';
import { blendable, type Blendable } from './blendable.js';
import type { SamplePlane, Sampling } from './sampling.js';
import { stridesOf } from './strides.js';

/**
 * Trilinear interpolation, one axis after the other: each slice is blended in its plane once, then slices are
 * blended with each other. Sums in float64 and rounds to float32 once.
 */
export function blendPlanes({ source, axes }: Sampling): SamplePlane {
  const strides = stridesOf(source.size);
  const [x, y, z] = axes.map(({ axis, taps }) => strideTaps(taps, strides[axis]));
  const blendSlice = sliceBlender(blendable(source.voxels), x, y);
  const area = x.low.length * y.low.length;
  let near: Slice = { at: -1, values: new Float64Array(area) };
  let far: Slice = { at: -1, values: new Float64Array(area) };
  return (channel, slice, plane) => {
    const first = channel * voxelCount(source.size);
    const low = first + z.low[slice];
    const high = first + z.high[slice];
    const [lowWeight, highWeight] = [z.lowWeight[slice], z.highWeight[slice]];
    // Neighbouring target slices share source slices: what was far is near next.
    if (near.at !== low && (far.at === low || near.at === high)) [near, far] = [far, near];
    blendSlice(low, near);
    if (highWeight === 0) {
      scalePlane(near.values, lowWeight, plane);
    } else {
      blendSlice(high, far);
      mixPlanes([near.values, far.values], [lowWeight, highWeight], plane);
    }
  };
}

interface Slice {
  at: number;
  readonly values: Float64Array;
}

function scalePlane(values: Float64Array, weight: number, target: Voxels): void {
  for (let at = 0; at < target.length; at++) target[at] = weight * values[at];
}

function mixPlanes(
  [near, far]: readonly [Float64Array, Float64Array],
  [nearWeight, farWeight]: readonly [number, number],
  target: Voxels,
): void {
  for (let at = 0; at < target.length; at++) target[at] = nearWeight * near[at] + farWeight * far[at];
}

/** Fills a slice with the source slice at a place in memory, blended in its plane, unless it holds it already. */
function sliceBlender(source: Blendable, x: AxisTaps, y: AxisTaps): (at: number, slice: Slice) => void {
  const { low: left, high: right, lowWeight: leftWeight, highWeight: rightWeight } = x;
  const { low: upper, high: lower, lowWeight: upperWeight, highWeight: lowerWeight } = y;
  const width = left.length;
  return (at, slice) => {
    if (slice.at === at) return;
    slice.at = at;
    const values = slice.values;
    for (let y = 0, row = 0; y < upper.length; y++, row += width) {
      const top = at + upper[y];
      const bottom = at + lower[y];
      const a = upperWeight[y];
      const b = lowerWeight[y];
      for (let x = 0; x < width; x++) {
        const l = left[x];
        const r = right[x];
        const onTop = leftWeight[x] * source[top + l] + rightWeight[x] * source[top + r];
        const onBottom = leftWeight[x] * source[bottom + l] + rightWeight[x] * source[bottom + r];
        values[row + x] = a * onTop + b * onBottom;
      }
    }
  };
}
