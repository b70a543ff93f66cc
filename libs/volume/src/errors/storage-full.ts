import { TaggedError } from './tagged-error.js';

/** What is to be kept has no place: a quota or the disk is used up, or the folder cannot be written. */
export class StorageFull extends TaggedError {
  readonly tag = 'StorageFull';
}
