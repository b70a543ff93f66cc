import type { Content } from './operation.js';
import { refTo } from './ref-to.js';
import type { Schema } from './schema.js';
import { schemas } from './schemas.js';

/** A file among the parts of a form, or alone. */
export const FILE: Schema = {
  type: 'string',
  format: 'binary',
  contentMediaType: 'application/octet-stream',
};

/** A body of JSON. */
export const json = (schema: Schema, example?: unknown): Content => ({
  'application/json': { schema, ...(example === undefined ? {} : { example }) },
});

/** A form of an image and of `params` as a named schema has them; its first example is that of the form. */
export const imageForm = (params: string): Content => ({
  'multipart/form-data': {
    schema: {
      type: 'object',
      description: 'Any file part is the image, whatever its name; several are a series, or channels.',
      properties: {
        params: refTo(params),
        image: { ...FILE, description: 'Left out where a session holds the image.' },
      },
    },
    example: { params: schemas[params]?.examples?.[0], image: 'ct_phantom.nii.gz' },
  },
});
