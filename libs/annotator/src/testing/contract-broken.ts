import { TaggedError } from '@aiaa/volume/errors';

/** An adapter breaks a law of its port; the message says which. */
export class ContractBroken extends TaggedError {
  readonly tag = 'ContractBroken';
}
