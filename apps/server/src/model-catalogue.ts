import type { ModelReference, ModelSummary } from '@aiaa/annotator';
import { BrokenInvariant } from '@aiaa/volume/errors';

/** The models that can be asked for, as far as the routes need to know them. */
export interface ModelCatalogue {
  list(): readonly ModelSummary[];
  /** @throws ModelNotFound or MalformedModelConfig */
  get(name: string): ModelReference;
  /** Does the work while the files of the model stay where they are. @throws whatever `get` throws */
  lend<T>(name: string, work: (model: ModelReference) => Promise<T>): Promise<T>;
}

/** What is told of one model. @throws whatever `get` throws */
export function summaryOf(models: ModelCatalogue, asked: string): ModelSummary {
  const { name } = models.get(asked);
  const summary = models.list().find((model) => model.name === name);
  if (summary === undefined) throw new BrokenInvariant(`Model ${name} can be had but is not listed.`);
  return summary;
}
