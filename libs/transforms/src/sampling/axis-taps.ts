import { padPosition, type PaddingMode } from './padding.js';

/**
 * The two voxels between which each index along an axis is interpolated; a tap without weight repeats the other.
 * Where there is no voxel at all, `low` is -1.
 */
export interface AxisTaps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly lowWeight: Float64Array;
  readonly highWeight: Float64Array;
}

/** The taps of linear interpolation at these places of an axis of `length` voxels, of which there is at least one. */
export function linearTaps(positions: Float64Array, length: number, mode: PaddingMode): AxisTaps {
  const taps = makeTaps(positions.length);
  positions.forEach((position, index) => {
    const place = padPosition(position, length, mode);
    const low = Math.floor(place);
    const share = place - low;
    const lowWeight = low >= 0 && low < length ? 1 - share : 0;
    const highWeight = low + 1 >= 0 && low + 1 < length ? share : 0;
    taps.low[index] = lowWeight > 0 ? low : highWeight > 0 ? low + 1 : 0;
    taps.high[index] = highWeight > 0 ? low + 1 : taps.low[index];
    taps.lowWeight[index] = lowWeight;
    taps.highWeight[index] = highWeight;
  });
  return taps;
}

export const makeTaps = (count: number): AxisTaps => ({
  low: new Int32Array(count),
  high: new Int32Array(count),
  lowWeight: new Float64Array(count),
  highWeight: new Float64Array(count),
});

/** Each voxel of an axis itself. */
export function wholeTaps(length: number): AxisTaps {
  const low = Int32Array.from({ length }, (_, index) => index);
  return {
    low,
    high: low,
    lowWeight: new Float64Array(length).fill(1),
    highWeight: new Float64Array(length),
  };
}

/** The taps of some places along an axis, by their index among `taps`; -1 for none. */
export function pickTaps(taps: AxisTaps, indices: Int32Array): AxisTaps {
  const picked = makeTaps(indices.length);
  indices.forEach((index, at) => {
    picked.low[at] = index < 0 ? -1 : taps.low[index];
    picked.high[at] = index < 0 ? -1 : taps.high[index];
    picked.lowWeight[at] = index < 0 ? 0 : taps.lowWeight[index];
    picked.highWeight[at] = index < 0 ? 0 : taps.highWeight[index];
  });
  return picked;
}

/** Taps among voxels that were taken from an axis, as taps of that axis; each of them has a voxel there. */
export const tapsThrough = (taps: AxisTaps, taken: AxisTaps): AxisTaps => ({
  ...taps,
  low: taps.low.map((index) => taken.low[index]),
  high: taps.high.map((index) => taken.low[index]),
});

/** The same taps as places in memory, where neighbours lie `stride` apart; the first voxel stands for none. */
export const strideTaps = (taps: AxisTaps, stride: number): AxisTaps => ({
  ...taps,
  low: taps.low.map((index) => Math.max(index, 0) * stride),
  high: taps.high.map((index) => Math.max(index, 0) * stride),
});
