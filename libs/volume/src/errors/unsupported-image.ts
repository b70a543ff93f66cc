import { TaggedError } from './tagged-error.js';

/** The bytes are no image that we read. */
export class UnsupportedImage extends TaggedError {
  readonly tag = 'UnsupportedImage';
}
