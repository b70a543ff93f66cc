import { MalformedModelConfig } from '../malformed-model-config.js';
import { pipelineParts, type FoundModel } from '../pipeline-parts.js';

export type Models = ReadonlyMap<string, FoundModel>;

/** A pipeline with the models it runs; refused where they are not what it needs. Any other model as it is. */
export function withParts(model: FoundModel, models: Models): FoundModel {
  if (model.kind === 'refused' || model.config.type !== 'pipeline') return model;
  try {
    return { ...model, reference: { ...model.reference, parts: pipelineParts(model.config, models) } };
  } catch (error) {
    if (!(error instanceof MalformedModelConfig)) throw error;
    return { kind: 'refused', reason: error, folder: model.reference.folder };
  }
}
