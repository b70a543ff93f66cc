import type { Voxels } from '@aiaa/volume';
import { valuesAtRanks } from './values-at-ranks.js';

/**
 * The values below which these percentages (0 to 100) of all values lie, interpolated between neighbours in rank
 * and rounded to float32 (numpy's `percentile` with method linear, which MONAI takes). NaN of no values, and when
 * any value is NaN. An infinite neighbour counts only if it has weight, while numpy's 0 times infinity is NaN.
 */
export function percentiles(values: Voxels, percents: readonly number[]): readonly number[] {
  if (values.length === 0) return percents.map(() => NaN);
  const places = percents.map((percent) => (percent / 100) * (values.length - 1));
  const found = valuesAtRanks(
    values,
    places.flatMap((place) => [Math.floor(place), Math.ceil(place)]),
  );
  return places.map((place, at) => {
    const [low, high] = [found[2 * at], found[2 * at + 1]];
    // of two that are equal, infinite ones too, there is nothing to interpolate
    return low === high ? low : Math.fround(low + (high - low) * (place - Math.floor(place)));
  });
}
