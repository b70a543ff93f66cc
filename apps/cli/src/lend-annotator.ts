import { makeAnnotator } from '@aiaa/annotation';
import type { AnnotationRequest, AnnotationResult, Progress } from '@aiaa/annotator';
import { ProgressLine } from './progress-line.js';

export interface Lending {
  readonly signal: AbortSignal;
  readonly threads?: number | undefined;
}

export type Ask = (request: AnnotationRequest) => Promise<AnnotationResult>;

/**
 * Does work with an annotator of its own, and shows on the terminal how far that is.
 * @throws what `annotate` throws
 */
export async function lendAnnotator<T>(
  { signal, threads }: Lending,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const annotator = makeAnnotator(threads === undefined ? {} : { threads });
  const line = new ProgressLine(process.stderr);
  const watch = { signal, report: (progress: Progress) => line.show(progress) };
  try {
    return await work((request) => annotator.annotate(request, watch));
  } finally {
    line.end();
    await annotator.close();
  }
}
