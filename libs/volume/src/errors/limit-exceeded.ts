import { TaggedError } from './tagged-error.js';

/** Something is larger than the limit that guards its door. */
export class LimitExceeded extends TaggedError {
  readonly tag = 'LimitExceeded';
}
