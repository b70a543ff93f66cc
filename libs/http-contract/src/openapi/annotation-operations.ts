import {
  annotationQueryParameters,
  outputParameter,
  sessionParameter,
} from '../annotation-query-parameters.js';
import { FILE, imageForm, json } from './content.js';
import type { Content, Operation } from './operation.js';
import { withExamples } from './parameter.js';
import { refTo } from './ref-to.js';
import { MODELLED, WORKED } from './refusals.js';
import type { Schema } from './schema.js';

const MASK = refTo('MaskAnswer');

/** The three forms of an answer, of which `output` chooses one. */
const answered = (params: Schema): Content => ({
  ...json(params),
  'multipart/form-data': {
    schema: { type: 'object', properties: { params, image: FILE }, required: ['params'] },
    encoding: { params: { contentType: 'application/json' } },
  },
  'application/octet-stream': { schema: FILE },
});

interface Asking {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** The schema of its params, and the model of its example. */
  readonly schema: string;
  readonly model: string;
  readonly answer?: Schema;
}

const asking = ({ name, summary, description, schema, model, answer = MASK }: Asking): Operation => ({
  method: 'post',
  path: `/v1/${name}`,
  id: name,
  tag: 'annotation',
  summary,
  description,
  parameters: withExamples(annotationQueryParameters, { model, output: 'json' }),
  body: imageForm(schema),
  bodyRequired: true,
  answer: { description: 'What the model made of the image, on its own grid.', content: answered(answer) },
  refusals: MODELLED,
});

/** The endpoints that models and polygons answer. */
export const annotationOperations: readonly Operation[] = [
  asking({
    name: 'segmentation',
    summary: 'Segments an image',
    description: 'By a model of type `segmentation`.',
    schema: 'SegmentationParams',
    model: 'ct_tissue',
  }),
  asking({
    name: 'dextr3d',
    summary: 'Segments between extreme points',
    description: 'By a model of type `annotation`.',
    schema: 'Dextr3dParams',
    model: 'annotation_dextr3d',
  }),
  asking({
    name: 'deepgrow',
    summary: 'Segments what is clicked',
    description: 'By a model of type `deepgrow`, or a pipeline of such. Asking twice gives the same answer.',
    schema: 'DeepgrowParams',
    model: 'deepgrow_3d',
  }),
  asking({
    name: 'inference',
    summary: 'Runs a model of any type',
    description: 'A model that classifies answers scores, and has no file to answer `output=image` with.',
    schema: 'InferenceParams',
    model: 'deepgrow_pipeline',
    answer: { anyOf: [MASK, refTo('ClassificationAnswer')] },
  }),
  {
    method: 'post',
    path: '/v1/mask2polygon',
    id: 'mask2polygon',
    tag: 'polygons',
    summary: 'Turns a mask into polygons',
    description: 'The image is the mask. Vertices are [j, i], row before column.',
    parameters: [sessionParameter],
    body: imageForm('MaskToPolygonsParams'),
    bodyRequired: true,
    answer: { description: 'One list of polygons for each slice.', content: json(refTo('Stack')) },
    refusals: WORKED,
  },
  {
    method: 'post',
    path: '/v1/fixpolygon',
    id: 'fixpolygon',
    tag: 'polygons',
    summary: 'Moves a vertex of a polygon, and its neighbours with it',
    description: 'The image is the one that the polygons were drawn on.',
    parameters: withExamples([outputParameter, sessionParameter], { output: 'results' }),
    body: imageForm('FixPolygonParams'),
    bodyRequired: true,
    answer: {
      description: 'All polygons after the edit, in the order of vertices that they came in, and their mask.',
      content: answered(refTo('PolygonAnswer')),
    },
    refusals: WORKED,
  },
];
