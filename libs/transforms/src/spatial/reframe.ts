import {
  boxOfSize,
  boxSize,
  sameSize,
  voxelPoint,
  voxelToWorld,
  withOrigin,
  type Affine,
  type Box,
  type Volume,
} from '@aiaa/volume';
import { gridOf, invertMap, type GridMap } from '../grid-map.js';
import { takeNearest } from '../sampling/take-nearest.js';
import { identityStep, makeStep, type SpatialStep } from '../step.js';

/**
 * The part of a volume inside a box, which may reach beyond the volume: there it is 0. Every crop and every
 * pad is one. Exact: the origin moves with the box, so that each voxel keeps its place in the world.
 */
export function reframe(volume: Volume, box: Box): SpatialStep {
  const size = boxSize(box);
  const [x, y, z] = box.min;
  const whole = boxOfSize(volume.size);
  if (sameSize(size, volume.size) && box.min.every((start, axis) => start === whole.min[axis])) {
    return identityStep(volume);
  }
  const matrix: Affine = [1, 0, 0, -x, 0, 1, 0, -y, 0, 0, 1, -z, 0, 0, 0, 1];
  const origin = voxelToWorld(volume.affine, voxelPoint(x, y, z));
  const map: GridMap = {
    from: gridOf(volume),
    to: { size, affine: withOrigin(volume.affine, origin) },
    matrix,
    exact: true,
  };
  return makeStep(takeNearest(volume, [invertMap(map)], map.to), [map]);
}
