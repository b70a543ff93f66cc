import type { Parameter } from './openapi/parameter.js';

/** What `decodeOutput` reads; other words are as none. */
export const outputParameter: Parameter = {
  name: 'output',
  in: 'query',
  description:
    'What the answer consists of: `image` is the file alone; `result`, `results` and `json` are the params alone, as ' +
    'JSON; `all`, any other word and none are both, as multipart. `Accept` is not consulted.',
  schema: { type: 'string', default: 'all', examples: ['image', 'result', 'results', 'json', 'all'] },
};

/** The session whose image a request is about. */
export const sessionParameter: Parameter = {
  name: 'session_id',
  in: 'query',
  description: 'The session that holds the image, in the place of an upload.',
  schema: { type: 'string' },
};

/** What `decodeAnnotationQuery` reads. */
export const annotationQueryParameters: readonly Parameter[] = [
  {
    name: 'model',
    in: 'query',
    description: 'The name of a model that `GET /v1/models` lists.',
    required: true,
    schema: { type: 'string', minLength: 1, pattern: '\\S' },
  },
  outputParameter,
  sessionParameter,
];
