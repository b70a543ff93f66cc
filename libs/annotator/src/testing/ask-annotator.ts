import type { Annotator } from '../annotator.js';
import type { Progress } from '../progress.js';
import type { AnnotationRequest } from '../requests.js';
import type { AnnotationResult } from '../results.js';

/** A request that was asked, with all that was heard of it since. */
export interface Asked {
  readonly answer: Promise<AnnotationResult>;
  readonly heard: readonly Progress[];
  /** Resolves when it reports to have left the queue, or has been answered or refused. */
  readonly started: Promise<void>;
  cancel(): void;
}

/** Asks, and listens. */
export function askAnnotator(annotator: Annotator, request: AnnotationRequest): Asked {
  const controller = new AbortController();
  const heard: Progress[] = [];
  let begin: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const report = (progress: Progress) => {
    heard.push(progress);
    if (progress.stage !== 'queued') begin();
  };
  const answer = annotator.annotate(request, { signal: controller.signal, report });
  answer.then(begin, begin);
  return { answer, heard, started, cancel: () => controller.abort() };
}
