import { TaggedError } from '@aiaa/volume/errors';

/** The request breaks the contract; the message says what was expected in the place of what came. */
export class MalformedRequest extends TaggedError {
  readonly tag = 'MalformedRequest';
}
