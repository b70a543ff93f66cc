import { FAULT_TAGS } from '@aiaa/annotator';
import { refTo } from './openapi/ref-to.js';
import type { Schema, Schemas } from './openapi/schema.js';

const texts: Schema = { type: 'array', items: { type: 'string' } };
const pair: Schema = { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 };
const voxel: Schema = { type: 'array', items: { type: 'integer' }, minItems: 3, maxItems: 3 };

/** What `encodeMask`, `encodeClassification` and `encodePolygons` write. */
const annotationReplySchemas: Schemas = {
  MaskAnswer: {
    description: 'In voxel indices of the image, x first; the ends of ranges are just outside.',
    type: 'object',
    properties: {
      points: { type: 'array', items: voxel, description: 'The extreme points; none of an empty mask.' },
      bbox: { type: 'array', items: voxel, minItems: 2, maxItems: 2, description: 'First and end.' },
      centroids: {
        type: 'array',
        description: 'Of each label: its name, and its value before its voxel.',
        items: {
          type: 'object',
          additionalProperties: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 },
        },
      },
      crop: { type: 'array', items: pair, minItems: 3, maxItems: 3, description: 'A range for each axis.' },
    },
    required: ['points'],
    additionalProperties: false,
  },
  ClassificationAnswer: {
    type: 'object',
    properties: {
      prediction: { ...texts, description: 'Labels with a score of at least 0.5, the best first.' },
      scores: {
        type: 'array',
        items: {
          type: 'object',
          properties: { label: { type: 'string' }, score: { type: 'number' } },
          required: ['label', 'score'],
          additionalProperties: false,
        },
      },
    },
    required: ['prediction', 'scores'],
    additionalProperties: false,
  },
  PolygonAnswer: {
    type: 'object',
    properties: { poly: { anyOf: [refTo('Rings'), refTo('Stack')] } },
    required: ['poly'],
    additionalProperties: false,
  },
};

/** What `encodeModel` writes. */
const modelReplySchemas: Schemas = {
  Model: {
    description:
      'Label value i of its masks is `labels[i - 1]`. Beside these names stands what its config adds.',
    type: 'object',
    properties: {
      name: { type: 'string' },
      labels: texts,
      description: { type: 'string' },
      version: { type: 'string' },
      type: { type: 'string' },
      padding: { type: 'number', description: 'Around extreme points, in millimetres.' },
      roi: { type: 'array', items: { type: 'integer', minimum: 1 }, description: 'In voxels.' },
      sigma: { type: 'number' },
      deepgrow: { type: 'string', description: '2D or 3D.' },
    },
    required: ['name', 'labels', 'description', 'version', 'type'],
  },
};

/** What `encodeSession` and `encodeSessionInfo` write. */
const sessionReplySchemas: Schemas = {
  SessionInfo: {
    type: 'object',
    properties: {
      session_id: { type: 'string' },
      image: { type: 'string', description: 'As its sender called the image.' },
      create_ts: { type: 'integer', description: 'In seconds since 1970.' },
      last_access_ts: { type: 'integer', description: 'In seconds since 1970.' },
      expiry: { type: 'number', description: 'In seconds from the last use.' },
      meta: { type: 'object', description: 'What was found out of the image: size, spacing, warnings.' },
    },
    required: ['session_id', 'image', 'create_ts', 'last_access_ts', 'expiry', 'meta'],
    additionalProperties: false,
  },
  NewSession: {
    type: 'object',
    properties: { session_id: { type: 'string' }, session_info: refTo('SessionInfo') },
    required: ['session_id', 'session_info'],
    additionalProperties: false,
  },
};

/** What the server answers; a refusal as `encodeFault` writes it. */
export const replySchemas: Schemas = {
  ...annotationReplySchemas,
  ...modelReplySchemas,
  ...sessionReplySchemas,
  Nothing: { type: 'object', maxProperties: 0 },
  Refusal: {
    type: 'object',
    properties: {
      error: {
        type: 'object',
        properties: {
          message: {
            description: 'One sentence for the person who asked.',
            type: 'array',
            items: { type: 'string' },
            minItems: 1,
            maxItems: 1,
          },
          type: { enum: FAULT_TAGS },
        },
        required: ['message', 'type'],
        additionalProperties: false,
      },
      success: { const: false },
    },
    required: ['error', 'success'],
    additionalProperties: false,
  },
};
