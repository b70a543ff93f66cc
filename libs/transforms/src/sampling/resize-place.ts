export interface ResizedAxis {
  readonly from: number;
  readonly count: number;
  /** Whether the border voxels' centres are kept, instead of their outer edges. */
  readonly aligned: boolean;
}

/** Where PyTorch's `interpolate` looks along an axis of `from` voxels for a voxel of an axis of `count`. */
export function resizePlace(index: number, { from, count, aligned }: ResizedAxis): number {
  if (aligned) return count > 1 ? (index * (from - 1)) / (count - 1) : 0;
  return (from / count) * (index + 0.5) - 0.5;
}
