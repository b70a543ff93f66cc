import type { Dtype, Grid, Volume } from '@aiaa/volume';
import type { GridMap } from '../grid-map.js';
import { gather } from './gather.js';
import { gatherOblique } from './gather-oblique.js';
import { nearestIndices } from './nearest-indices.js';
import { walkAxes } from './walk-axes.js';

/**
 * A volume on `home` whose every voxel, carried through the maps, takes the value of the nearest voxel of
 * `volume`: 0 beyond the edge of an exact map, the border's value beyond the edge of a resampled grid.
 */
export function takeNearest<D extends Dtype>(
  volume: Volume<D>,
  maps: readonly GridMap[],
  home: Grid,
): Volume<D> {
  const walk = walkAxes(home.size, maps);
  return walk === undefined ? gatherOblique(volume, maps, home) : gather(volume, nearestIndices(walk), home);
}
