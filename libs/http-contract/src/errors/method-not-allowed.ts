import { TaggedError } from '@aiaa/volume/errors';

/** The path exists, the method on it does not. */
export class MethodNotAllowed extends TaggedError {
  readonly tag = 'MethodNotAllowed';

  constructor(
    readonly method: string,
    readonly path: string,
    readonly allowed: readonly string[],
  ) {
    super(`${path} does not answer ${method}, only ${allowed.join(', ')}.`);
  }
}
