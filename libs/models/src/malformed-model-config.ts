import { TaggedError } from '@aiaa/volume/errors';

/** A model's config says something we cannot run. The message names the place by its JSON path. */
export class MalformedModelConfig extends TaggedError {
  readonly tag = 'MalformedModelConfig';

  constructor(
    readonly jsonPath: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(jsonPath === '' ? problem : `${jsonPath}: ${problem}`, options);
  }
}
