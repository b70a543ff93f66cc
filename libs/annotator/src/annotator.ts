import type { Progress } from './progress.js';
import type { SegmentationRequest } from './requests.js';
import type { SegmentationResult } from './results.js';

/** Who watches a request: `signal` says that nobody waits any more, `report` hears how far it is. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/**
 * The port of annotation: images and clicks in, masks out, whoever does the work. Every method rejects with
 * AnnotationFailed and nothing else, `Cancelled` when the signal asked for it.
 */
export interface Annotator {
  segment(request: SegmentationRequest, watch: Watch): Promise<SegmentationResult>;
  /** Lets running requests end, refuses new ones, and frees what they used. Closing twice is allowed. */
  close(): Promise<void>;
}
