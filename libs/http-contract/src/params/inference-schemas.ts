import { refTo } from '../openapi/ref-to.js';
import type { Schemas } from '../openapi/schema.js';
import { clickProperties } from './click-schemas.js';
import { extremePointProperties } from './dextr3d-schemas.js';

/** What `POST /v1/segmentation` and `decodeInference` take. */
export const inferenceSchemas: Schemas = {
  SegmentationParams: {
    description: 'Nothing, or the format of the result; names without a meaning are ignored.',
    type: 'object',
    allOf: [refTo('ResultFormat')],
    examples: [{}],
  },
  InferenceParams: {
    description:
      'Whatever the model reads: nothing, points or clicks, as few as there are. A word or a number in the place ' +
      'of points is left out, and so are names without a meaning.',
    type: 'object',
    allOf: [refTo('ResultFormat')],
    properties: { ...extremePointProperties, ...clickProperties },
    examples: [{ foreground: [[56, 48, 20]] }],
  },
};
