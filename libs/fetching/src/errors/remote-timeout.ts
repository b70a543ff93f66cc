import { TaggedError } from '@aiaa/volume/errors';

/** The remote was too slow: to connect, to go on, or altogether. */
export class RemoteTimeout extends TaggedError {
  readonly tag = 'RemoteTimeout';
}
