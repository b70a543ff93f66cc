import { voxelIndex, type VoxelIndex } from './spaces.js';
import type { Size } from './size.js';

/** A half-open box of voxels: `min` is inside, `max` is just outside, on every axis. */
export interface Box {
  readonly min: VoxelIndex;
  readonly max: VoxelIndex;
}

export const boxOfSize = (size: Size): Box => ({ min: voxelIndex(0, 0, 0), max: voxelIndex(...size) });

export const boxSize = ({ min, max }: Box): Size => [
  Math.max(max[0] - min[0], 0),
  Math.max(max[1] - min[1], 0),
  Math.max(max[2] - min[2], 0),
];

export const isEmptyBox = (box: Box): boolean => boxSize(box).includes(0);

export function intersectBoxes(a: Box, b: Box): Box {
  const low = (axis: 0 | 1 | 2): number => Math.max(a.min[axis], b.min[axis]);
  const high = (axis: 0 | 1 | 2): number => Math.max(Math.min(a.max[axis], b.max[axis]), low(axis));
  return { min: voxelIndex(low(0), low(1), low(2)), max: voxelIndex(high(0), high(1), high(2)) };
}
