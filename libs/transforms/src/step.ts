import { BrokenInvariant, sameGrid, type LabelMap, type Volume, type VoxelPoint } from '@aiaa/volume';
import { carryPoint, gridOf, type GridMap } from './grid-map.js';
import { restoreLabels } from './restore-labels.js';
import { restoreScores } from './restore-scores.js';
import type { Scores } from './scores.js';

/** One application of a transform to one volume: voxels forth, clicks forth, masks back. */
export interface SpatialStep {
  readonly volume: Volume;
  /** From the grid that came in to the grid of `volume`, in order; empty when the grid is unchanged. */
  readonly maps: readonly GridMap[];
  /** Where a point of the grid that came in lies in `volume`: geometric, never rounded or clamped. */
  carry(point: VoxelPoint): VoxelPoint;
  /**
   * A result on the grid of `volume`, brought home: a label map on exactly the grid that came in.
   * @throws BrokenInvariant when the result lies on another grid.
   */
  restore(result: LabelMap | Scores): LabelMap;
}

export type SpatialTransform = (volume: Volume) => SpatialStep;

/** Results may differ from our grid by what a network's own bookkeeping rounds away, never by a voxel. */
const SAME_GRID_MM = 1e-3;

export function makeStep(volume: Volume, maps: readonly GridMap[]): SpatialStep {
  const home = maps[0]?.from ?? gridOf(volume);
  const away = gridOf(volume);
  return Object.freeze({
    volume,
    maps,
    carry: (point: VoxelPoint) => carryPoint(maps, point),
    restore: (result: LabelMap | Scores) => {
      const grid = 'decide' in result ? result.volume : result;
      if (!sameGrid(grid, away, SAME_GRID_MM)) {
        throw new BrokenInvariant(
          `A result of ${grid.size.join(' x ')} voxels does not lie on the grid it came from, ${away.size.join(' x ')}.`,
        );
      }
      return 'decide' in result ? restoreScores(home, maps, result) : restoreLabels(home, maps, result);
    },
  });
}

/** A step that leaves the grid as it is: every intensity transform makes one. */
export const identityStep = (volume: Volume): SpatialStep => makeStep(volume, []);
