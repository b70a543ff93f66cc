import type { LabelMap } from '@aiaa/volume';
import type { HeaderDataSet } from '../read-data-set.js';
import type { SliceStack } from '../sort-slices.js';
import type { Letters } from './letters.js';
import type { Algorithm, Segment } from './segment.js';
import type { SegmentFrame } from './segment-frame.js';
import type { SegmentationUids } from './segmentation-uids.js';

/** All that one segmentation object is made of. */
export interface SegmentationObject {
  readonly labels: LabelMap;
  /** The slices of the source, one for each slice of the label map. */
  readonly stack: SliceStack;
  /** The header of the first of them. */
  readonly source: HeaderDataSet;
  readonly segments: readonly Segment[];
  readonly frames: readonly SegmentFrame[];
  readonly algorithm: Algorithm;
  readonly seriesDescription: string;
  readonly seriesNumber: number;
  readonly letters: Letters;
  readonly uids: SegmentationUids;
  readonly now: Date;
}
