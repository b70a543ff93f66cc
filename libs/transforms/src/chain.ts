import type { GridMap } from './grid-map.js';
import { defer } from './sampling/defer.js';
import { DeferredVolume } from './sampling/deferred-volume.js';
import { makeStep, type SpatialTransform } from './step.js';

/**
 * Several transforms as one: voxels and clicks go through them in order. Between them no voxel is sampled before
 * a transform reads it, so steps that keep the axes apart are one pass over the image. What comes back is sampled
 * once too, through all grids at a time, so a chain blurs or shifts a mask no more than one step does.
 */
export const chain =
  (transforms: readonly SpatialTransform[]): SpatialTransform =>
  (volume) => {
    const maps: GridMap[] = [];
    // a chain within a chain goes on with the pass of the outer one
    const inner = volume instanceof DeferredVolume;
    let current = defer(volume);
    for (const transform of transforms) {
      const step = transform(current);
      maps.push(...step.maps);
      current = step.volume;
    }
    return makeStep(inner || !(current instanceof DeferredVolume) ? current : current.evaluated(), maps);
  };
