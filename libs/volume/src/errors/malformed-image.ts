import { TaggedError } from './tagged-error.js';

/** The bytes say they are an image we read, but break its format: truncated, a NaN in the affine, a lying length. */
export class MalformedImage extends TaggedError {
  readonly tag = 'MalformedImage';
}
