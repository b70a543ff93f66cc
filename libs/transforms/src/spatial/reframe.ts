import {
  allocateVoxels,
  boxOfSize,
  boxSize,
  sameSize,
  voxelPoint,
  voxelToWorld,
  withOrigin,
  type Affine,
  type AxisNumber,
  type Box,
  type Dtype,
  type Volume,
} from '@aiaa/volume';
import { gridOf, type GridMap } from '../grid-map.js';
import { asFloat32 } from '../sampling/as-float32.js';
import { gather, type TakenAxis } from '../sampling/gather.js';
import { identityStep, makeStep, type SpatialStep } from '../step.js';
import { foldIndex } from './fold-index.js';
import type { PadFill, PadMode } from './pad-fill.js';

/**
 * The part of a volume inside a box, which may reach beyond the volume: there it is filled. Every crop and every
 * pad is one. Exact: the origin moves with the box, so that each voxel keeps its place in the world, and so does the
 * dtype, unless it cannot hold the value to fill with; then it is float32.
 */
export function reframe(
  volume: Volume,
  box: Box,
  { mode = 'constant', value = 0 }: PadFill = {},
): SpatialStep {
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
  const along = (axis: AxisNumber): TakenAxis => {
    const ends = [box.min[axis], box.max[axis]] as const;
    return { axis, indices: shownBetween(ends, volume.size[axis], mode) };
  };
  const source = holds(volume.dtype, value) ? volume : asFloat32(volume);
  return makeStep(gather(source, [along(0), along(1), along(2)], map.to, value), [map]);
}

/** The voxels of an axis that a stretch of it shows; it is cut out first, and then filled from what is left. */
function shownBetween([start, end]: readonly [number, number], length: number, mode: PadMode): Int32Array {
  const first = Math.max(start, 0);
  const left = Math.max(Math.min(end, length) - first, 0);
  return Int32Array.from({ length: end - start }, (_, at) => {
    const index = foldIndex(start + at - first, left, mode);
    return index < 0 ? -1 : first + index;
  });
}

/** Whether the value can stand in voxels of this type; a float32 holds any, rounded. */
function holds(dtype: Dtype, value: number): boolean {
  if (dtype === 'float32' || dtype === 'float64') return true;
  const [held] = allocateVoxels(dtype, 1).fill(value);
  return held === value;
}
