import { BrokenInvariant, type Size } from '@aiaa/volume';
import type { GridMap } from '../grid-map.js';
import type { TakenAxis } from './gather.js';
import { makeTaps, type AxisTaps } from './axis-taps.js';
import { nearestIndices } from './nearest-indices.js';
import { settle } from './settle.js';
import { placesIn, stridesOf } from './strides.js';
import { walkAxes, type AxisWalk, type Walk } from './walk-axes.js';

/** Along each axis of a resampled grid: what an index adds to a place among the scores, -1 where a crop cut it off. */
export type TapOffsets = readonly [Int32Array, Int32Array, Int32Array];

/** The taps of one axis; `low` is -1 where there is no score at all, and a tap that was cut off has no weight. */
export interface ScoreTaps extends AxisTaps {
  /** 1 where one of two taps was cut off, so that scores fade towards the zeros that MONAI pads a crop with. */
  readonly faded: Uint8Array;
}

/** Where the voxels of the last resampled grid lie among the scores, after the exact maps that followed. */
export function tapOffsets(resampled: Size, exactMaps: readonly GridMap[], scores: Size): TapOffsets {
  const walk = walkAxes(resampled, exactMaps);
  if (walk === undefined) throw new BrokenInvariant('An exact map keeps the axes of a grid apart.');
  const strides = stridesOf(scores);
  const [x, y, z] = nearestIndices(walk);
  const along = ({ axis, indices }: TakenAxis): Int32Array => placesIn(indices, strides[axis]);
  return [along(x), along(y), along(z)];
}

/** The taps that each axis of the grid to restore has among the scores. */
export function scoreTaps(walk: Walk, offsets: TapOffsets): readonly [ScoreTaps, ScoreTaps, ScoreTaps] {
  const [x, y, z] = walk;
  return [tapsOf(x, offsets), tapsOf(y, offsets), tapsOf(z, offsets)];
}

function tapsOf({ axis, positions }: AxisWalk, offsets: TapOffsets): ScoreTaps {
  const taps = makeScoreTaps(positions.length);
  positions.forEach((position, index) => setTap(taps, index, position, offsets[axis]));
  return taps;
}

export const makeScoreTaps = (count: number): ScoreTaps => ({
  ...makeTaps(count),
  faded: new Uint8Array(count),
});

/** Writes the taps of one place along an axis of the resampled grid, whose border continues; NaN has none. */
export function setTap(taps: ScoreTaps, index: number, position: number, places: Int32Array): void {
  const place = Math.min(Math.max(settle(position), 0), places.length - 1);
  const floor = Math.floor(place);
  const share = place - floor;
  const low = Number.isNaN(place) ? -1 : places[floor];
  const high = share > 0 ? places[floor + 1] : low;
  taps.low[index] = low >= 0 ? low : high;
  taps.high[index] = high >= 0 ? high : low;
  taps.lowWeight[index] = low >= 0 ? 1 - share : 0;
  taps.highWeight[index] = high >= 0 ? share : 0;
  taps.faded[index] = low < 0 !== high < 0 ? 1 : 0;
}
