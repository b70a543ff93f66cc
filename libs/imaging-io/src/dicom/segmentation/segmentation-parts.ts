import type { Volume } from '@aiaa/volume';
import type { ImageFile } from '../../image.js';
import type { ReadLimits } from '../../read-limits.js';
import type { Algorithm, Segment } from './segment.js';
import type { SegmentationUids } from './segmentation-uids.js';

/** What a segmentation says. */
export interface SegmentationParts {
  /** uint8 or uint16, one channel, on the grid that `readImage` gives the source; 0 is background. */
  readonly labels: Volume;
  /** The DICOM files that the labels were found on, in any order; a zip of them will do. */
  readonly source: string | ImageFile | readonly (string | ImageFile)[];
  /** Which of several series they were found on; the one that `readImage` takes when left out. */
  readonly seriesUid?: string;
  /** Names, colours and meanings; a label that is not among them is called by its number. */
  readonly segments?: readonly Segment[];
  readonly algorithm?: Algorithm;
  /** What lists of series show, up to 64 letters; `Segmentation` when left out. */
  readonly seriesDescription?: string;
  /** 1000 when left out. */
  readonly seriesNumber?: number;
}

export interface SegmentationOptions {
  readonly limits?: Partial<ReadLimits>;
  readonly signal?: AbortSignal;
  /** Where archives are unpacked while they are read; the system's folder for temporary files when left out. */
  readonly scratchFolder?: string;
  /** When the segmentation was made; now when left out. */
  readonly now?: Date;
  /** New ones when left out. */
  readonly uids?: SegmentationUids;
}
