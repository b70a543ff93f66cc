export { bundledModelsFolder } from './bundled-models-folder.js';
export { decodeModelConfig } from './decode-model-config/decode-model-config.js';
export { looksAtSlice } from './looks-at-slice.js';
export { MalformedModelConfig } from './malformed-model-config.js';
export type {
  InferenceSpec,
  InfererSpec,
  ModelConfig,
  NetworkConfig,
  PipelineConfig,
  PostSpec,
} from './model-config.js';
export { isModelName, parseModelName, type ModelName } from './model-name.js';
export { ModelBundled } from './model-bundled.js';
export { ModelNotFound } from './model-not-found.js';
export { readModelPackage, type ModelPackage, type NetworkPackage } from './model-package.js';
export { openModelRepository } from './repository/open-model-repository.js';
export type {
  ModelRepository,
  ModelUpload,
  Prove,
  RefusedModel,
  RepositoryOptions,
} from './repository/model-repository.js';
export { UnfitModel } from './unfit-model.js';
