import { TaggedError } from '@aiaa/volume/errors';

/** The server cannot start as it is told to. */
export class UnfitSetting extends TaggedError {
  readonly tag = 'UnfitSetting';
}
