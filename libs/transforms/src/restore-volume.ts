import { BrokenInvariant, sameSize, type Volume } from '@aiaa/volume';
import { invertMap } from './grid-map.js';
import { resample } from './sampling/resample.js';
import { takeNearest } from './sampling/take-nearest.js';
import type { SpatialStep } from './step.js';

/**
 * Values from the end of a step, on the grid where it began, one grid after the other: MONAI's inverse of the
 * same transforms. What was moved is moved back, with zeros where it was cut off; what was resampled is
 * resampled back, with the border continued.
 * @throws BrokenInvariant when the volume is not as large as the step's.
 */
export function restoreVolume(step: SpatialStep, volume: Volume, mode: 'bilinear' | 'nearest'): Volume {
  if (!sameSize(volume.size, step.volume.size)) {
    throw new BrokenInvariant(
      `A volume of ${volume.size.join(' x ')} voxels does not lie on the grid of the step, ${step.volume.size.join(' x ')}.`,
    );
  }
  return step.maps.reduceRight<Volume>(
    (restored, map) =>
      map.exact
        ? takeNearest(restored, [map], map.from)
        : resample(restored, invertMap(map), { mode, paddingMode: 'border' }),
    volume,
  );
}
