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
      'From a form with its config, its network, or both; the other of the two stays as it is, and a network ' +
      'alone may be an archive that holds a config. The model is run once before it serves; a failure leaves the ' +
      'old one serving. The JSON body of AIAA that names a model of NGC, `{"path", "version"}`, is refused: ' +
      'download the model, export its network as ONNX, and send it here.',
    body: {
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            config: { ...FILE, contentMediaType: 'application/json', description: 'config_aiaa.json' },
            data: { ...FILE, description: 'The network as ONNX, or an archive that holds one.' },
          },
        },
        example: { config: 'config_aiaa.json', data: 'model.onnx' },
      },
      ...json(config, CONFIG),
    },
    bodyRequired: true,
    answer: { description: 'The model as `GET /v1/models?model=` has it.', content: json(refTo('Model')) },
    refusals: [
      ...UPLOADED,
      'AdminForbidden',
      'ModelNotFound',
      'MalformedModelConfig',
      'ModelBundled',
      'UnsupportedImage',
      'UnfitModel',
      'NetworkFailed',
      'WorkerLost',
      'Overloaded',
    ],
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
    refusals: [
      ...UPLOADED,
      'AdminForbidden',
      'ModelNotFound',
      'MalformedModelConfig',
      'ModelBundled',
      'UnfitModel',
      'NetworkFailed',
      'WorkerLost',
      'Overloaded',
    ],
  },
  {
    ...about,
    method: 'delete',
    id: 'deleteModel',
    summary: 'Removes a model',
    description: 'Requests that run on it end first.',
    answer: { description: 'The model is gone.', content: json(refTo('Nothing')) },
    refusals: ['AdminForbidden', 'ModelNotFound', 'ModelBundled'],
  },
];
