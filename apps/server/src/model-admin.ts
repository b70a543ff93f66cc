import type { ModelRepository } from '@aiaa/models';

/** What administers models while they are served. */
export type ModelAdmin = Pick<ModelRepository, 'configOf' | 'stage' | 'put' | 'patch' | 'remove'>;
