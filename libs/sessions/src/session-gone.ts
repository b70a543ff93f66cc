import { TaggedError } from '@aiaa/volume/errors';

/** Unknown, removed, expired or damaged: who asks cannot tell these apart, so that ids cannot be fished for. */
export class SessionGone extends TaggedError {
  readonly tag = 'SessionGone';

  constructor(options?: ErrorOptions) {
    super(
      'The session has expired or is unknown: create a new one, or send the image with the request.',
      options,
    );
  }
}
