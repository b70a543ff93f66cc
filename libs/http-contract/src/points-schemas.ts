import { refTo } from './openapi/ref-to.js';
import type { Schema, Schemas } from './openapi/schema.js';

/** As POINTS_LIMIT of points.ts. */
const MOST = 100_000;

const inText: Schema = {
  type: 'string',
  description: 'The same as JSON in a string, as clients until March 2021 send it.',
  examples: ['[[93, 106, 64]]'],
};

/** What points.ts decodes. */
export const pointsSchemas: Schemas = {
  Coordinate: {
    description: 'A number, or its decimal text.',
    type: ['number', 'string'],
    pattern: '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?$',
  },
  Point: {
    description: '[x, y, z] in voxel indices of the image, x fastest, or [x, y] of a picture; not rounded.',
    type: 'array',
    items: refTo('Coordinate'),
    minItems: 2,
    maxItems: 3,
    examples: [[93, 106, 64]],
  },
  Points: {
    description: `Points, at most ${MOST}; a single one may stand where a list of them is expected.`,
    anyOf: [
      { type: 'array', items: refTo('Point'), maxItems: MOST },
      refTo('Point'),
      inText,
      { type: 'null' },
    ],
  },
  SomePoints: {
    description: `Points, at least one and at most ${MOST}.`,
    anyOf: [
      { type: 'array', items: refTo('Point'), minItems: 1, maxItems: MOST },
      refTo('Point'),
      { ...inText, minLength: 1 },
    ],
  },
  OnePoint: {
    description: 'One point, flat or in one more list; an empty list is none.',
    anyOf: [
      refTo('Point'),
      { type: 'array', items: refTo('Point'), maxItems: 1 },
      { ...inText, examples: ['[93, 106, 64]'] },
      { type: 'null' },
    ],
  },
};
