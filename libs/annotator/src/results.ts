import type { VoxelIndex } from '@aiaa/volume';

/** A segmentation, done: the label map lies in a file, in the image's own grid. */
export interface SegmentationResult {
  readonly kind: 'segmentation';
  /** In the request's result folder: `result`, with the suffix that was asked for. */
  readonly file: string;
  /**
   * The extreme points of everything that is not background: for x, y and z the first voxel, in scan order,
   * at the least and then at the greatest index. Empty for an empty mask.
   */
  readonly points: readonly VoxelIndex[];
  readonly timings: readonly StageTiming[];
  /** One sentence for each thing that was decided where the image left a doubt, such as a missing spacing. */
  readonly warnings: readonly string[];
}

export interface StageTiming {
  readonly stage: string;
  readonly milliseconds: number;
}

export type AnnotationResult = SegmentationResult;
