import { logsQueryParameters } from '../logs-query-parameters.js';
import { modelQueryParameters } from '../model-query-parameters.js';
import { json } from './content.js';
import type { Content, Operation } from './operation.js';
import { withExamples } from './parameter.js';
import { refTo } from './ref-to.js';
import type { Schema } from './schema.js';

const text = (type: string): Content => ({ [type]: { schema: { type: 'string' } } });

const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const TEXT: Schema = { type: 'string' };

const LANDING = object({
  server: { const: 'aiaa' },
  version: TEXT,
  about: TEXT,
  endpoints: { type: 'array', items: TEXT },
});

const READY: Schema = {
  type: 'object',
  properties: {
    status: { const: 'ready' },
    version: TEXT,
    models: { type: 'integer', minimum: 0 },
    workers: { type: 'integer', minimum: 1 },
    device: { ...TEXT, description: 'Where networks run, such as `cpu` or `cuda:0`.' },
    reason: { ...TEXT, description: 'Why it is not a faster device, and what to do about it.' },
  },
  required: ['status', 'version', 'models', 'workers', 'device'],
  additionalProperties: false,
};

/** The list of models. */
export const modelOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/models',
    id: 'listModels',
    tag: 'models',
    summary: 'Lists the models',
    parameters: withExamples(modelQueryParameters, { label: 'bone' }),
    answer: {
      description: 'A list; with `model` one object.',
      content: json({ anyOf: [{ type: 'array', items: refTo('Model') }, refTo('Model')] }),
    },
    refusals: ['ModelNotFound'],
  },
];

const about = (path: string, id: string): Pick<Operation, 'method' | 'path' | 'id' | 'tag'> => ({
  method: 'get',
  path,
  id,
  tag: 'server',
});

/** What the server says of itself. */
export const serviceOperations: readonly Operation[] = [
  {
    ...about('/', 'landing'),
    summary: 'What this is',
    answer: {
      description: 'JSON; a page for browsers, which ask for `text/html`.',
      content: { ...json(LANDING), ...text('text/html') },
    },
    refusals: [],
  },
  {
    ...about('/health/live', 'live'),
    summary: 'Whether the process answers',
    answer: { description: 'It does.', content: json(object({ status: { const: 'live' } })) },
    refusals: [],
  },
  {
    ...about('/health/ready', 'ready'),
    summary: 'Whether requests are taken',
    answer: {
      description: 'They are.',
      content: json(READY),
    },
    refusals: [],
  },
  {
    ...about('/logs', 'logs'),
    guarded: true,
    summary: 'The last lines of the log',
    parameters: withExamples(logsQueryParameters, { lines: '100' }),
    answer: {
      description: 'Text; where `Accept` asks for `application/json`, a list.',
      content: { ...text('text/plain'), ...json({ type: 'array', items: { type: 'object' } }) },
    },
    refusals: ['AdminForbidden'],
  },
  {
    ...about('/openapi.json', 'openApi'),
    summary: 'This document',
    answer: { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) },
    refusals: [],
  },
  {
    ...about('/docs', 'docs'),
    summary: 'This document as a page to try things out on',
    answer: { description: 'A page that asks nothing of other hosts.', content: text('text/html') },
    refusals: [],
  },
  {
    ...about('/docs/{file}', 'docsFile'),
    summary: 'A file of that page',
    parameters: [
      {
        name: 'file',
        in: 'path',
        required: true,
        description: 'The name of the file.',
        schema: { enum: ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] },
        example: 'swagger-ui.css',
      },
    ],
    answer: {
      description: 'Its bytes.',
      content: {
        ...text('text/css'),
        ...text('text/javascript'),
        'image/png': { schema: { type: 'string', format: 'binary', contentMediaType: 'image/png' } },
      },
    },
    refusals: ['RouteNotFound'],
  },
];
