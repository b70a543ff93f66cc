import { AnnotationFailed } from './faults.js';

/** What the request asks is at fault, though that may show only once its model, its image or its mask is there. */
export const malformedRequest = (message: string, options?: ErrorOptions): AnnotationFailed =>
  new AnnotationFailed({ tag: 'MalformedRequest', message }, options);
