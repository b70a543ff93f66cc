import { TaggedError } from './tagged-error.js';

/** A law of our own code does not hold: a defect of ours, never of the image. */
export class BrokenInvariant extends TaggedError {
  readonly tag = 'BrokenInvariant';
}
