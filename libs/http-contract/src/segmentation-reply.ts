import type { SegmentationResult } from '@aiaa/annotator';

/**
 * The params of a segmentation's answer: extreme points in voxel indices of the input, i fastest. `points`
 * is there even when empty: without it the C++ client reads every other value as if it were a point.
 */
export const encodeSegmentation = (
  result: SegmentationResult,
): { readonly points: readonly (readonly number[])[] } => ({
  points: result.points.map(([i, j, k]) => [i, j, k]),
});
