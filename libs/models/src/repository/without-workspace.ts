import { StorageFull } from '@aiaa/volume/errors';
import type { ModelRepository } from './model-repository.js';

/** @throws StorageFull: there is no place for a model. */
const refuse = async (): Promise<never> => {
  throw new StorageFull('There is no workspace to keep models in: name one when you start.');
};

/** Where there is no workspace nothing changes. */
export const withoutWorkspace: Pick<ModelRepository, 'stage' | 'put' | 'patch' | 'remove'> = {
  stage: refuse,
  put: refuse,
  patch: refuse,
  remove: refuse,
};
