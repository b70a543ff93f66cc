import type { ModelReference, ModelSummary } from '@aiaa/annotator';

/** The models that can be asked for, as far as the routes need to know them. */
export interface ModelCatalogue {
  list(): readonly ModelSummary[];
  /** @throws ModelNotFound or MalformedModelConfig */
  get(name: string): ModelReference;
}
