import { TaggedError } from '@aiaa/volume/errors';

/** The remote answered as it should, and has nothing of what was asked for. */
export class RemoteNotFound extends TaggedError {
  readonly tag = 'RemoteNotFound';
}
