import type { Extent } from './find-extents.js';

/** One frame of a segmentation: one segment on one slice. One that holds no voxel has `last` before `first`. */
export interface SegmentFrame extends Extent {
  /** From 1 on. */
  readonly segment: number;
  /** The value of the segment's voxels. */
  readonly label: number;
}

const NOWHERE: Extent = { slice: 0, first: 0, last: -1 };

/**
 * The frames of the segments in their order, each on the slices that hold it. A segment without voxels has one empty
 * frame on the first slice: a file needs a frame, and viewers list what frames name.
 */
export const segmentFrames = (
  labels: readonly number[],
  extents: ReadonlyMap<number, readonly Extent[]>,
): readonly SegmentFrame[] =>
  labels.flatMap((label, at) =>
    (extents.get(label) ?? [NOWHERE]).map((extent) => ({ ...extent, label, segment: at + 1 })),
  );
