import { MODEL_TYPES } from '@aiaa/annotator';
import type { Parameter } from './openapi/parameter.js';

/** What `decodeModelQuery` reads. */
export const modelQueryParameters: readonly Parameter[] = [
  {
    name: 'model',
    in: 'query',
    description: 'One model by its name: the answer is then one object, not a list.',
    schema: { type: 'string' },
  },
  {
    name: 'label',
    in: 'query',
    description: 'Models with this label, whatever its case; where none has it, those with a similar one.',
    schema: { type: 'string' },
  },
  {
    name: 'type',
    in: 'query',
    description: 'Models of this type.',
    schema: { type: 'string', examples: MODEL_TYPES },
  },
];
