import { TaggedError } from '@aiaa/volume/errors';

/**
 * No session lives at this address. Asked for by its address a dead session is 404, whereas a POST that uses one
 * is told SessionGone, at whose 440 the clients drop the id and upload again.
 */
export class SessionNotFound extends TaggedError {
  readonly tag = 'SessionNotFound';

  constructor(options?: ErrorOptions) {
    super('There is no session of this id: it has expired, was deleted, or never was.', options);
  }
}
