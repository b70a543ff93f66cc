import { refTo } from '../openapi/ref-to.js';
import type { Schemas } from '../openapi/schema.js';

const SIDE = { type: 'integer', minimum: 1, maximum: 65_536 } as const;

/** The members of the params that `decodeClicks` reads. */
export const clickProperties: Schemas = {
  foreground: { ...refTo('Points'), description: 'Points inside of what is meant.' },
  background: { ...refTo('Points'), description: 'Points outside of it.' },
  current_point: { ...refTo('OnePoint'), description: 'The click that came last; it lies in a list too.' },
  spatial_size: {
    description: 'How large a crop around the clicks is to be: [x, y] or [depth, x, y] in voxels.',
    anyOf: [
      { type: 'array', items: SIDE, minItems: 2, maxItems: 3 },
      { type: 'array', maxItems: 0 },
      { type: 'string', description: 'The same as JSON in a string.' },
      { type: 'null' },
    ],
  },
  slice: {
    description: 'The slice that is looked at, counted from 0; without it the one of the last click.',
    type: ['integer', 'null'],
  },
};

/** What `requireClicks` takes, with the format of the result. */
export const clickSchemas: Schemas = {
  DeepgrowParams: {
    description:
      'Clicks, at least one. A list of points under any other name holds the clicks of the label of that name; ' +
      'names without a meaning are ignored.',
    type: 'object',
    allOf: [refTo('ResultFormat')],
    properties: clickProperties,
    anyOf: [
      { required: ['foreground'], properties: { foreground: refTo('SomePoints') } },
      { required: ['background'], properties: { background: refTo('SomePoints') } },
    ],
    examples: [{ foreground: [[56, 48, 20]], background: [[10, 10, 20]] }],
  },
};
