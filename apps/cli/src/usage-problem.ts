import { TaggedError } from '@aiaa/volume/errors';

/** Flags that are right each by itself, but not together, or not with the model they name. */
export class UsageProblem extends TaggedError {
  readonly tag = 'UsageProblem';
}
