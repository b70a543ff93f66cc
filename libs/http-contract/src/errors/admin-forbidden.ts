import { TaggedError } from '@aiaa/volume/errors';

/** Who asks may not administer this server. */
export class AdminForbidden extends TaggedError {
  readonly tag = 'AdminForbidden';
}
