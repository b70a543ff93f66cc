import { TaggedError } from './tagged-error.js';

/** Nobody waits for the answer any more. */
export class Cancelled extends TaggedError {
  readonly tag = 'Cancelled';

  constructor(message = 'The request was cancelled.', options?: ErrorOptions) {
    super(message, options);
  }
}
