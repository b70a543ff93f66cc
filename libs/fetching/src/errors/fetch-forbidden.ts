import { TaggedError } from '@aiaa/volume/errors';

/** The address is one that this server does not fetch from. */
export class FetchForbidden extends TaggedError {
  readonly tag = 'FetchForbidden';
}
