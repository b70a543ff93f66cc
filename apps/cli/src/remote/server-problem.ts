import { TaggedError } from '@aiaa/volume/errors';

/** A server that cannot be reached, refuses, or does not come up. */
export class ServerProblem extends TaggedError {
  readonly tag = 'ServerProblem';
}
