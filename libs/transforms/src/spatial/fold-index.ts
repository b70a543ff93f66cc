import type { PadMode } from './pad-fill.js';

/**
 * Which voxel of an axis of `length` a pad shows at an index that may lie outside, -1 for none. A pad wider than the
 * image goes on folding, as numpy's does; PyTorch, and so MONAI, refuses `reflect` there.
 */
export function foldIndex(index: number, length: number, mode: PadMode): number {
  if (index >= 0 && index < length) return index;
  if (length === 0) return -1;
  switch (mode) {
    case 'constant':
      return -1;
    case 'edge':
      return index < 0 ? 0 : length - 1;
    case 'wrap':
      return modulo(index, length);
    case 'symmetric':
      return mirrored(index, 2 * length, 2 * length - 1);
    case 'reflect':
      return length === 1 ? 0 : mirrored(index, 2 * length - 2, 2 * length - 2);
  }
}

/** Within one period, the way back is `sum` minus the way there. */
function mirrored(index: number, period: number, sum: number): number {
  const at = modulo(index, period);
  return Math.min(at, sum - at);
}

const modulo = (index: number, length: number): number => ((index % length) + length) % length;
