import { TaggedError } from '@aiaa/volume/errors';

/** The client stopped sending in the middle of its request. */
export class RequestTimeout extends TaggedError {
  readonly tag = 'RequestTimeout';
}
