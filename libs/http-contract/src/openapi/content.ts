import type { Content } from './operation.js';
import { refTo } from './ref-to.js';
import type { Schema } from './schema.js';

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

/** A form of `params` and an image; `params` is sent as text, whatever type its part says. */
export const imageForm = (params: string, example: unknown): Content => ({
  'multipart/form-data': {
    schema: {
      type: 'object',
      description: 'Any file part is the image, whatever its name; several are a series, or channels.',
      properties: {
        params: refTo(params),
        image: { ...FILE, description: 'Left out where a session holds the image.' },
      },
    },
    example: { params: example, image: 'ct_phantom.nii.gz' },
  },
});
