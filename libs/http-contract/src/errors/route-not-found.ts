import { TaggedError } from '@aiaa/volume/errors';

/** No endpoint has this path. */
export class RouteNotFound extends TaggedError {
  readonly tag = 'RouteNotFound';

  constructor(readonly path: string) {
    super(`This server has no endpoint ${path}; GET / lists what it has.`);
  }
}
