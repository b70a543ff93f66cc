import { newUid } from './new-uid.js';

/** What names a segmentation and its parts; new for each. */
export interface SegmentationUids {
  readonly series: string;
  readonly instance: string;
  /** Of the order of its frames. */
  readonly dimensions: string;
}

export const newUids = (): SegmentationUids => ({
  series: newUid(),
  instance: newUid(),
  dimensions: newUid(),
});
