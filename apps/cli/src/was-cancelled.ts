import { AnnotationFailed } from '@aiaa/annotator';
import { Cancelled } from '@aiaa/volume/errors';

/** Whether a command ended because its user wanted that. */
export const wasCancelled = (error: unknown): boolean =>
  error instanceof Cancelled || (error instanceof AnnotationFailed && error.fault.tag === 'Cancelled');
