import { TaggedError } from './tagged-error.js';

/** A sound image that this model or request cannot take, such as a 4-D series where one volume is needed. */
export class UnfitImage extends TaggedError {
  readonly tag = 'UnfitImage';
}
