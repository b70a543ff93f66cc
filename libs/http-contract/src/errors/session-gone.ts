import { TaggedError } from '@aiaa/volume/errors';

/** The session of a POST has expired or never was: the client must create another. */
export class SessionGone extends TaggedError {
  readonly tag = 'SessionGone';

  constructor() {
    super('The session has expired or is unknown: create a new one, or send the image with the request.');
  }
}
