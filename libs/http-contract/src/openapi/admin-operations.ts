import type { FaultTag } from '@aiaa/annotator';
import { FILE, json } from './content.js';
import type { Operation } from './operation.js';
import type { Parameter } from './parameter.js';
import { refTo } from './ref-to.js';
import { UPLOADED } from './refusals.js';

const name: Parameter = {
  name: 'name',
  in: 'path',
  required: true,
  description: 'The name of the model.',
  schema: { type: 'string' },
  example: 'my_model',
};

const config = {
  type: 'object',
  description: 'A model config of AIAA, as docs/model-config.md describes it.',
} as const;

const about = { path: '/admin/model/{name}', tag: 'admin', parameters: [name], guarded: true } as const;

const CONFIG = {
  version: 1,
  type: 'segmentation',
  labels: ['spleen'],
  description: 'A spleen in CT',
  pre_transforms: [{ name: 'EnsureChannelFirstd', args: { keys: 'image' } }],
  inference: { AIAA: { args: {} } },
  post_transforms: [{ name: 'AsDiscreted', args: { keys: 'pred', threshold: 0.5 } }],
};

/** What another config or network may be refused with. */
const CHANGED: readonly FaultTag[] = [
  ...UPLOADED,
  'AdminForbidden',
  'MalformedModelConfig',
  'UnfitModel',
  'NetworkFailed',
  'Overloaded',
];

/** The endpoints for whoever runs the server, who may bind them to `--admin_hosts`. */
export const adminOperations: readonly Operation[] = [
  {
    ...about,
    method: 'get',
    id: 'getModelConfig',
    summary: 'Gives the config of a model',
    answer: { description: 'The config as it was loaded.', content: json(config) },
    refusals: ['AdminForbidden', 'ModelNotFound'],
  },
  {
    ...about,
    method: 'put',
    id: 'putModel',
    summary: 'Loads a model, or replaces it',
    description:
      'From a form with both its config and its network, or with one of them: a config alone is a pipeline, and ' +
      'a file alone a zip that holds a config too; or from a config as the body. The model is run once before it ' +
      'serves; a failure leaves the old one serving. What AIAA took to download a model, `{"path", "version"}`, ' +
      'is refused with 400: download it, export its network as ONNX, and send it here.',
    body: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            config: { ...FILE, contentMediaType: 'application/json', description: 'config_aiaa.json' },
            data: { ...FILE, description: 'The network as ONNX, or a zip that holds one.' },
          },
        },
        example: { config: 'config_aiaa.json', data: 'model.onnx' },
      },
      ...json(config, CONFIG),
    },
    bodyRequired: true,
    answer: { description: 'The model as `GET /v1/models?model=` has it.', content: json(refTo('Model')) },
    refusals: CHANGED,
  },
  {
    ...about,
    method: 'patch',
    id: 'patchModel',
    summary: 'Gives a model another config',
    description:
      'Its network stays. The model is run once before it serves; a failure leaves the old one serving.',
    body: json(config, CONFIG),
    bodyRequired: true,
    answer: { description: 'The model as `GET /v1/models?model=` has it.', content: json(refTo('Model')) },
    refusals: [...CHANGED, 'ModelNotFound'],
  },
  {
    ...about,
    method: 'delete',
    id: 'deleteModel',
    summary: 'Removes a model',
    description: 'Requests that run on it still end well; a bundled model of the same name serves again.',
    answer: { description: 'The model is gone.', content: json(refTo('Nothing')) },
    refusals: ['AdminForbidden', 'MalformedModelConfig', 'ModelNotFound', 'ModelBundled', 'StorageFull'],
  },
];
