import { makeVolume, voxelCount, type Grid, type Volume } from '@aiaa/volume';
import { blendable, type Blendable } from './blendable.js';
import type { AxisTaps } from './axis-taps.js';

/** For x, y and z of the target: its taps, as places in the memory of the source. */
export type GridTaps = readonly [AxisTaps, AxisTaps, AxisTaps];

/**
 * Trilinear interpolation, one axis after the other: each slice is blended in its plane once, then slices are
 * blended with each other. Sums in float64 and rounds to float32 once.
 */
export function blend(volume: Volume, taps: GridTaps, to: Grid): Volume<'float32'> {
  const { channels } = volume;
  const [from, count] = [voxelCount(volume.size), voxelCount(to.size)];
  const voxels = new Float32Array(count * channels);
  const source = blendable(volume.voxels);
  for (let c = 0; c < channels; c++) {
    blendChannel(
      source.subarray(c * from, (c + 1) * from),
      taps,
      voxels.subarray(c * count, (c + 1) * count),
    );
  }
  return makeVolume<'float32'>({ voxels, size: to.size, affine: to.affine, channels });
}

interface Slice {
  at: number;
  readonly values: Float64Array;
}

function blendChannel(source: Blendable, taps: GridTaps, target: Float32Array): void {
  const { low, high, lowWeight, highWeight } = taps[2];
  const area = taps[0].low.length * taps[1].low.length;
  let near: Slice = { at: -1, values: new Float64Array(area) };
  let far: Slice = { at: -1, values: new Float64Array(area) };
  for (let z = 0; z < low.length; z++) {
    // Neighbouring target slices share source slices: what was far is near next.
    if (near.at !== low[z] && (far.at === low[z] || near.at === high[z])) [near, far] = [far, near];
    blendSlice(source, taps, low[z], near);
    const plane = target.subarray(z * area, (z + 1) * area);
    if (highWeight[z] === 0) {
      scalePlane(near.values, lowWeight[z], plane);
    } else {
      blendSlice(source, taps, high[z], far);
      mixPlanes([near.values, far.values], [lowWeight[z], highWeight[z]], plane);
    }
  }
}

function scalePlane(values: Float64Array, weight: number, target: Float32Array): void {
  for (let at = 0; at < target.length; at++) target[at] = weight * values[at];
}

function mixPlanes(
  [near, far]: readonly [Float64Array, Float64Array],
  [nearWeight, farWeight]: readonly [number, number],
  target: Float32Array,
): void {
  for (let at = 0; at < target.length; at++) target[at] = nearWeight * near[at] + farWeight * far[at];
}

/** Fills `slice` with the source slice at `at`, blended in its plane, unless it holds it already. */
function blendSlice(source: Blendable, taps: GridTaps, at: number, slice: Slice): void {
  if (slice.at === at) return;
  slice.at = at;
  const values = slice.values;
  const { low: left, high: right, lowWeight: leftWeight, highWeight: rightWeight } = taps[0];
  const { low: upper, high: lower, lowWeight: upperWeight, highWeight: lowerWeight } = taps[1];
  const width = left.length;
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
}
