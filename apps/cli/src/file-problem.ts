import { TaggedError } from '@aiaa/volume/errors';

/** A file that the command line names cannot be used. */
export class FileProblem extends TaggedError {
  readonly tag = 'FileProblem';
}
