import { settle } from './settle.js';

/** What lies beyond the border voxels: the border again, nothing, or the image mirrored at its outer edge. */
export type PaddingMode = 'border' | 'zeros' | 'reflection';

/**
 * Where to look on an axis of `length` voxels for a place that may lie outside: `grid_sample` of PyTorch with
 * `align_corners` false. With zeros the place is kept, and taps outside the axis have no weight.
 */
export function padPosition(position: number, length: number, mode: PaddingMode): number {
  const settled = settle(position);
  if (mode === 'zeros') return settled;
  const inside = mode === 'reflection' ? reflect(settled, length) : settled;
  return Math.min(Math.max(inside, 0), length - 1);
}

/** Folds a place about -0.5 and length - 0.5, the outer edges of the border voxels. */
function reflect(position: number, length: number): number {
  const distance = Math.abs(position + 0.5);
  const folds = Math.floor(distance / length);
  const rest = distance - folds * length;
  return (folds % 2 === 0 ? rest : length - rest) - 0.5;
}
