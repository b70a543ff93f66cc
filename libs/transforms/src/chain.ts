import type { GridMap } from './grid-map.js';
import { makeStep, type SpatialTransform } from './step.js';

/**
 * Several transforms as one: voxels and clicks go through them in order. What comes back is sampled once,
 * through all grids at a time, so a chain blurs or shifts a mask no more than one step does.
 */
export const chain =
  (transforms: readonly SpatialTransform[]): SpatialTransform =>
  (volume) => {
    const maps: GridMap[] = [];
    let current = volume;
    for (const transform of transforms) {
      const step = transform(current);
      maps.push(...step.maps);
      current = step.volume;
    }
    return makeStep(current, maps);
  };
