import { refTo } from '../openapi/ref-to.js';
import type { Schema, Schemas } from '../openapi/schema.js';

/** As FEWEST of dextr3d.ts. */
const FEWEST = 6;

const enough: Schema = {
  anyOf: [
    { type: 'array', items: refTo('Point'), minItems: FEWEST, maxItems: 100_000 },
    { type: 'string', minLength: 1, description: 'The same as JSON in a string.' },
  ],
};

/** The members of the params that `decodeExtremePoints` reads. */
export const extremePointProperties: Schemas = {
  points: {
    ...refTo('Points'),
    description: 'Where the structure begins and ends along x, y and z, in any order: six or more points.',
  },
  extreme_points: { ...refTo('Points'), description: 'The same, read where points is absent or empty.' },
};

/** What `decodeExtremePoints` takes, with the format of the result. */
export const dextr3dSchemas: Schemas = {
  Dextr3dParams: {
    description: 'Extreme points: six or more, in points or in extreme_points.',
    type: 'object',
    allOf: [refTo('ResultFormat')],
    properties: extremePointProperties,
    anyOf: [
      { required: ['points'], properties: { points: enough } },
      {
        required: ['extreme_points'],
        properties: { points: { type: ['array', 'null'], maxItems: 0 }, extreme_points: enough },
      },
    ],
    examples: [
      {
        points: [
          [30, 48, 20],
          [80, 48, 20],
          [56, 25, 20],
          [56, 70, 20],
          [56, 48, 12],
          [56, 48, 28],
        ],
      },
    ],
  },
};
