import { padPosition, type PaddingMode } from './padding.js';

/** The two voxels between which each index along an axis is interpolated; a tap without weight repeats the other. */
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

/** The same taps as places in memory, where neighbours lie `stride` apart. */
export const strideTaps = (taps: AxisTaps, stride: number): AxisTaps => ({
  ...taps,
  low: taps.low.map((index) => index * stride),
  high: taps.high.map((index) => index * stride),
});
