import { refTo } from '../openapi/ref-to.js';
import type { Schema, Schemas } from '../openapi/schema.js';

/** What `decodeCount` reads. */
const count = (least: number, description: string): Schema => ({
  description: `${description} A whole number from ${least}; its decimal text will do.`,
  type: ['integer', 'string', 'null'],
  minimum: least,
  maximum: Number.MAX_SAFE_INTEGER,
  pattern: least === 0 ? '^\\d{1,15}$' : '^[1-9]\\d{0,14}$',
});

const index = (description: string): Schema => ({ ...count(0, description), type: ['integer', 'string'] });

const edit: Schemas = {
  polygon_index: index('The polygon whose vertex is moved, the first where it is left out.'),
  vertex_index: index('The vertex that is moved.'),
  vertex_offset: {
    description: 'How far it is moved, in the order of the vertices; without it, to where poly has it.',
    anyOf: [refTo('Vertex'), { type: 'null' }],
  },
  propagate_neighbor: count(0, 'How many vertices follow it to either side.'),
  propagate_neighbor_3d: count(0, 'How many slices follow it to either side.'),
  polygonIndex: { ...index('polygon_index, as clients until February 2020 call it.'), deprecated: true },
  vertexIndex: { ...index('vertex_index, as they call it.'), deprecated: true },
};

const polygons = (name: string): Schemas => ({
  poly: {
    ...refTo(name),
    description: 'The polygons after the edit, or before it where prev_poly is left out.',
  },
  prev_poly: { ...refTo(name), description: 'The polygons before the edit.' },
});

const someOf = (...names: readonly string[]): readonly Schema[] =>
  names.map((name) => ({ required: [name] }));

const SQUARE = [[20, 20], [20, 40], [40, 40], [40, 20]]; // prettier-ignore

/** What `decodeMaskToPolygons` and `decodeFixPolygon` take, and the polygons that they are about. */
export const polygonSchemas: Schemas = {
  Vertex: {
    description: 'Two coordinates in voxels: of a picture [x, y], of a stack [j, i], row before column.',
    type: 'array',
    items: refTo('Coordinate'),
    minItems: 2,
    maxItems: 2,
  },
  Rings: { type: 'array', description: 'Polygons.', items: { type: 'array', items: refTo('Vertex') } },
  Stack: { type: 'array', description: 'One list of polygons for each slice.', items: refTo('Rings') },
  MaskToPolygonsParams: {
    type: 'object',
    properties: {
      more_points: count(0, 'How many points are left out after each that is kept.'),
      label: count(1, 'Which of several labels; without it every voxel that is not 0.'),
    },
    examples: [{ more_points: 2 }],
  },
  FixPictureParams: {
    title: 'An edit on a picture',
    type: 'object',
    properties: { dimension: { enum: [2, '2'] }, ...polygons('Rings'), ...edit },
    required: ['dimension', 'vertex_index'],
    anyOf: someOf('poly', 'prev_poly'),
  },
  FixStackParams: {
    title: 'An edit on a stack of slices',
    type: 'object',
    properties: {
      dimension: { enum: [3, '3'] },
      ...polygons('Stack'),
      slice_index: index('The slice of the polygon.'),
      ...edit,
      sliceIndex: { ...index('slice_index, as clients until February 2020 call it.'), deprecated: true },
    },
    required: ['dimension', 'slice_index', 'vertex_index'],
    anyOf: someOf('poly', 'prev_poly'),
  },
  FixPolygonParams: {
    description:
      'An edit of one vertex. The polygons may come as JSON in a string; without dimension, how deep their lists ' +
      'lie tells a stack from a picture. The vertex must be there.',
    anyOf: [refTo('FixPictureParams'), refTo('FixStackParams')],
    examples: [
      {
        dimension: 3,
        poly: Array.from({ length: 40 }, (_, slice) => (slice === 20 ? [SQUARE] : [])),
        slice_index: 20,
        polygon_index: 0,
        vertex_index: 2,
        vertex_offset: [3, -2],
        propagate_neighbor: 1,
        propagate_neighbor_3d: 0,
      },
    ],
  },
};
