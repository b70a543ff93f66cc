import type { AxisNumber, Box, Size } from '@aiaa/volume';
import { addWindow } from './window.js';

/** How much the windows of a blend have counted for each voxel, so that their sum becomes a mean. */
export interface Tally {
  add(window: Box): void;
  /** Divides one channel of sums by what each voxel counted. */
  divide(sums: Float32Array): void;
}

/** Every voxel of a window counts what `weights` says; `total` is zeroed memory, one per voxel. */
export const weightedTally = (size: Size, weights: Float32Array, total: Float32Array): Tally => ({
  add: (window) => addWindow(total, size, { values: weights, window }),
  divide(sums) {
    for (let at = 0; at < sums.length; at++) sums[at] /= total[at];
  },
});

/**
 * Every voxel counts 1. Windows start at a few places along each axis, in all combinations, so a voxel lies in
 * as many windows as the product of what its three coordinates lie in.
 */
export function evenTally(size: Size): Tally {
  const starts = [new Set<number>(), new Set<number>(), new Set<number>()] as const;
  const counts = [new Float32Array(size[0]), new Float32Array(size[1]), new Float32Array(size[2])] as const;
  const cover = ({ min, max }: Box, axis: AxisNumber): void => {
    if (starts[axis].has(min[axis])) return;
    starts[axis].add(min[axis]);
    for (let at = Math.max(min[axis], 0); at < Math.min(max[axis], size[axis]); at++) counts[axis][at] += 1;
  };
  return {
    add(window) {
      for (const axis of [0, 1, 2] as const) cover(window, axis);
    },
    divide(sums) {
      const runs = runsOf(counts[0]);
      let line = 0;
      for (const z of counts[2]) {
        for (const y of counts[1]) {
          for (const { start, end, count } of runs)
            divideRun(sums, [line + start, line + end], count * y * z);
          line += size[0];
        }
      }
    },
  };
}

interface Run {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** The stretches of an axis that lie in the same number of windows. */
function runsOf(counts: Float32Array): readonly Run[] {
  const starts = [...counts.keys()].filter((at) => at === 0 || counts[at] !== counts[at - 1]);
  return starts.map((start, run) => ({ start, end: starts[run + 1] ?? counts.length, count: counts[start] }));
}

/** To halve is exact, and times faster than to divide; most of what lies in several windows lies in a power of two. */
function divideRun(sums: Float32Array, [start, end]: readonly [number, number], count: number): void {
  if (count === 1) return;
  if (Number.isInteger(Math.log2(count))) {
    const share = 1 / count;
    for (let at = start; at < end; at++) sums[at] *= share;
  } else {
    for (let at = start; at < end; at++) sums[at] /= count;
  }
}
