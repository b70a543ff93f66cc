import { TaggedError } from '@aiaa/volume/errors';

/** The server is going down and takes nothing new. */
export class Stopping extends TaggedError {
  readonly tag = 'Stopping';

  constructor() {
    super('The server is stopping and takes no new requests: try again in a moment.');
  }
}
