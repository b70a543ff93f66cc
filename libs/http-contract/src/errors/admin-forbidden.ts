import { TaggedError } from '@aiaa/volume/errors';

/** Models are administered from elsewhere. */
export class AdminForbidden extends TaggedError {
  readonly tag = 'AdminForbidden';

  constructor(readonly address: string) {
    super(`Models are administered from other hosts: this request came from ${address}.`);
  }
}
