import { TaggedError } from '@aiaa/volume/errors';

/** A model that was sent cannot be run here, or its network is not what its config says. */
export class UnfitModel extends TaggedError {
  readonly tag = 'UnfitModel';
}
