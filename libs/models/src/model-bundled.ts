import { TaggedError } from '@aiaa/volume/errors';

/** A model that comes with the server is not deleted: the next start would bring it back. */
export class ModelBundled extends TaggedError {
  readonly tag = 'ModelBundled';

  constructor(name: string) {
    super(
      `The model ${name} comes with the server and cannot be deleted; start it with --bundled_models false to hide it.`,
    );
  }
}
