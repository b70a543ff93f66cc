import { makeAnnotator } from '@aiaa/annotation';
import type { AnnotationRequest, AnnotationResult, Progress } from '@aiaa/annotator';
import type { FetchSettings } from '@aiaa/fetching/settings';
import type { DeviceChoice } from '@aiaa/inference';
import { ProgressLine } from './progress-line.js';

export interface Lending {
  readonly signal: AbortSignal;
  readonly threads?: number | undefined;
  /** Where networks run; on the CPU by default. */
  readonly device?: DeviceChoice | undefined;
  readonly fetching?: Partial<FetchSettings>;
}

export type Ask = (request: AnnotationRequest) => Promise<AnnotationResult>;

/**
 * Does work with an annotator of its own, and shows on the terminal how far that is.
 * @throws what `annotate` throws
 */
export async function lendAnnotator<T>(
  { signal, threads, device, fetching }: Lending,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const line = new ProgressLine(process.stderr);
  const annotator = makeAnnotator({
    ...(threads === undefined ? {} : { threads }),
    ...(device === undefined ? {} : { device }),
    ...(fetching === undefined ? {} : { fetching }),
    log: (text) => {
      line.end();
      process.stderr.write(`${text}\n`);
    },
  });
  const watch = { signal, report: (progress: Progress) => line.show(progress) };
  try {
    return await work((request) => annotator.annotate(request, watch));
  } finally {
    line.end();
    await annotator.close();
  }
}
