import { TaggedError } from '@aiaa/volume/errors';

/** A network cannot be loaded or run, or does not fit the way it was asked to run. */
export class NetworkFailed extends TaggedError {
  readonly tag = 'NetworkFailed';
}
