import { TaggedError } from '@aiaa/volume/errors';

/** No model of that name is served. */
export class ModelNotFound extends TaggedError {
  readonly tag = 'ModelNotFound';

  constructor(name: string, served: readonly string[]) {
    const choice = served.length === 0 ? 'No model is loaded.' : `Loaded: ${served.slice(0, 20).join(', ')}.`;
    super(`There is no model ${JSON.stringify(name.slice(0, 64))}. ${choice}`);
  }
}
