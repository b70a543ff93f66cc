/** Billionths of a voxel are what matrices leave behind, never geometry. */
const NOISE = 1e-9;

/**
 * The voxel itself for a place within rounding of one. Without it, a place on the first voxel that a crop cut
 * off would now and then give a sliver of weight, and with it the whole decision, to the last voxel inside.
 */
export function settle(position: number): number {
  const nearest = Math.floor(position + 0.5);
  return Math.abs(position - nearest) < NOISE ? nearest : position;
}
