import { TaggedError } from '@aiaa/volume/errors';

/** A store breaks a law of its interface; the message says which. */
export class ContractBroken extends TaggedError {
  readonly tag = 'ContractBroken';
}
