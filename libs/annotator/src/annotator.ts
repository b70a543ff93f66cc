import type { Progress } from './progress.js';
import type { AnnotationRequest } from './requests.js';
import type { AnnotationResult } from './results.js';

/** Who watches a request: `signal` says that nobody waits any more, `report` hears how far it is. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** The port of annotation: images and clicks in, masks out, whoever does the work. */
export interface Annotator {
  /**
   * A mask, or for a model that classifies its scores. Rejects with AnnotationFailed and nothing else,
   * `Cancelled` when the signal asked for it.
   */
  annotate(request: AnnotationRequest, watch: Watch): Promise<AnnotationResult>;
  /** What was kept for this session is let go; a session nobody knows is fine. */
  forget(session: string): void;
  /** What was loaded of the model in this folder is let go, once running requests are done with it. */
  retire(modelFolder: string): void;
  /** Lets running requests end, refuses new ones, and frees what they used. Closing twice is allowed. */
  close(): Promise<void>;
}
