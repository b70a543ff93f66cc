import { nearestVoxel, voxelIndex, type VoxelIndex } from '@aiaa/volume';
import { carryPoint, type GridMap } from '../grid-map.js';
import type { Guidance } from './guided-step.js';
import { stretchesAxes } from './stretches-axes.js';

/** The clicks, each carried through the maps to a voxel of the last grid; what lies outside stays outside. */
export const carryGuidance = (maps: readonly GridMap[], guidance: Guidance): Guidance =>
  guidance.map((clicks) => clicks.map((click) => maps.reduce(carryClick, click)));

/**
 * Resampling multiplies a click by the ratio of the sizes and truncates it, as MONAI's AddGuidanceFromPoints and
 * ResizeGuidance do: the voxel from which Resize's nearest rule, on the way back, paints the clicked one.
 */
function carryClick(click: VoxelIndex, map: GridMap): VoxelIndex {
  if (!stretchesAxes(map)) return nearestVoxel(carryPoint([map], click));
  // the ratio first, as numpy has it: 49 * (2 / 98) falls short of 1
  const along = (axis: 0 | 1 | 2): number =>
    Math.trunc(click[axis] * (map.to.size[axis] / map.from.size[axis])) + 0;
  return voxelIndex(along(0), along(1), along(2));
}
