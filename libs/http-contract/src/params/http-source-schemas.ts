import { refTo } from '../openapi/ref-to.js';
import type { Schema, Schemas } from '../openapi/schema.js';

const MOST = 100;
const LONGEST = 8192;

const plain: Schema = { type: ['string', 'number', 'boolean'], maxLength: LONGEST };

const values: Schema = {
  type: 'object',
  maxProperties: MOST,
  additionalProperties: {
    anyOf: [plain, { type: 'array', items: plain, maxItems: MOST }, { type: 'null' }],
  },
};

const seconds: Schema = { type: 'number', minimum: 0.001, maximum: 86_400 };

/** What `decodeHttpSource` takes. */
export const httpSourceSchemas: Schemas = {
  WebAddress: {
    type: 'string',
    pattern: '^[hH][tT][tT][pP][sS]?://[^\\s/]',
    maxLength: LONGEST,
    format: 'uri',
  },
  Texts: {
    description: 'Texts by their names.',
    type: 'object',
    maxProperties: MOST,
    additionalProperties: { type: 'string', pattern: '^[^\\x00-\\x1f\\x7f-\\x9f]*$', maxLength: LONGEST },
  },
  UserAndPassword: {
    description: '[user, password].',
    type: 'array',
    items: { type: 'string', maxLength: LONGEST },
    minItems: 2,
    maxItems: 2,
  },
  HttpSource: {
    title: 'A download',
    description: 'One or more files by HTTP, in the words of python-requests.',
    type: 'object',
    properties: {
      url: refTo('WebAddress'),
      method: { enum: ['GET', 'POST'], description: 'In any case.' },
      params: { description: 'The query, also as one text.', anyOf: [values, { type: 'string' }] },
      headers: refTo('Texts'),
      cookies: refTo('Texts'),
      auth: refTo('UserAndPassword'),
      data: { description: 'The body of a form, also as one text.', anyOf: [values, { type: 'string' }] },
      json: { description: 'The body, as JSON.' },
      timeout: {
        description: 'In seconds; of a pair the second is how long nothing may come.',
        anyOf: [seconds, { type: 'array', prefixItems: [{}, seconds], minItems: 2, maxItems: 2 }],
      },
      allow_redirects: { type: 'boolean' },
      verify: { type: 'boolean', description: 'Whether to check the certificate of the other side.' },
      cert: { type: 'null', description: 'Refused: it would be a file of this server.' },
    },
    required: ['url'],
  },
};
