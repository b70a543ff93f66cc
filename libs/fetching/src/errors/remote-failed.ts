import { TaggedError } from '@aiaa/volume/errors';

/** The remote refused, broke off, or did not speak its protocol; the sentence says what usually helps. */
export class RemoteFailed extends TaggedError {
  readonly tag = 'RemoteFailed';
}
