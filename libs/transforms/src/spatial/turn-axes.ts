import {
  multiplyAffines,
  type Affine,
  type AxisNumber,
  type Reorientation,
  type Size,
  type Volume,
} from '@aiaa/volume';
import { gridOf, invertMap, type GridMap } from '../grid-map.js';
import { takeNearest } from '../sampling/take-nearest.js';
import { identityStep, makeStep, type SpatialStep } from '../step.js';

/**
 * Permutes and flips the axes of a volume. Exact: every voxel keeps its value, its dtype and its place in the
 * world, for the affine turns with the voxels.
 */
export function turnAxes(volume: Volume, turn: Reorientation): SpatialStep {
  if (turn.every(({ axis, reversed }, to) => axis === to && !reversed)) return identityStep(volume);
  const { size, affine } = volume;
  const [x, y, z] = turn;
  const turned: Size = [size[x.axis], size[y.axis], size[z.axis]];
  const map: GridMap = {
    from: gridOf(volume),
    to: { size: turned, affine: multiplyAffines(affine, matrixOf(inverse(turn), turned)) },
    matrix: matrixOf(turn, size),
    exact: true,
  };
  return makeStep(takeNearest(volume, [invertMap(map)], map.to), [map]);
}

/** Takes voxels of a grid of this size to their places after the turn. */
function matrixOf(turn: Reorientation, size: Size): Affine {
  const row = (to: AxisNumber) => {
    const { axis, reversed } = turn[to];
    const cell = (column: AxisNumber): number => (column !== axis ? 0 : reversed ? -1 : 1);
    return [cell(0), cell(1), cell(2), reversed ? size[axis] - 1 : 0] as const;
  };
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

function inverse(turn: Reorientation): Reorientation {
  const source = (axis: AxisNumber) => {
    const to = turn[0].axis === axis ? 0 : turn[1].axis === axis ? 1 : 2;
    return { axis: to, reversed: turn[to].reversed } as const;
  };
  return [source(0), source(1), source(2)];
}
