import { newSessionParameters, sessionParameters } from '../session-query-parameters.js';
import { FILE, json } from './content.js';
import type { Operation } from './operation.js';
import { withExamples, type Parameter } from './parameter.js';
import { refTo } from './ref-to.js';
import { FETCHED, UPLOADED } from './refusals.js';

const id: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The `session_id` that `PUT /session/` answered.',
  schema: { type: 'string' },
  example: '1d8d6f1c-0b0e-4b6c-9d0c-0d6d3a0a4c11',
};

const form = {
  type: 'object',
  description: 'One file or more, whatever the names of their parts: several are a series, or channels.',
  properties: { image: FILE },
} as const;

/** The endpoints of sessions: an image that is sent once and used often. */
export const sessionOperations: readonly Operation[] = [
  {
    method: 'put',
    path: '/session',
    id: 'putSession',
    tag: 'sessions',
    summary: 'Opens a session with an image',
    description:
      'The image is uploaded, or fetched from a DICOM server or a URL that the body names: any body that is no ' +
      'multipart form is read as JSON, whatever its content type says.',
    parameters: withExamples(newSessionParameters, { expiry: '3600' }),
    body: {
      'multipart/form-data': { schema: form, example: { image: 'ct_phantom.nii.gz' } },
      ...json(refTo('ImageSource'), { http: { url: 'https://images.example/ct_phantom.nii.gz' } }),
    },
    bodyRequired: true,
    answer: { description: 'The session, which every POST takes.', content: json(refTo('NewSession')) },
    refusals: [
      ...UPLOADED,
      ...FETCHED,
      'MalformedImage',
      'UnsupportedImage',
      'UnfitImage',
      'WorkerLost',
      'Overloaded',
    ],
  },
  {
    method: 'get',
    path: '/session/{id}',
    id: 'getSession',
    tag: 'sessions',
    summary: 'Tells what is known of a session, or gives its image',
    parameters: [id, ...withExamples(sessionParameters, { image: 'false' })],
    answer: {
      description: 'What is known of the session; with `image=true` the bytes of its image.',
      content: { ...json(refTo('SessionInfo')), 'application/octet-stream': { schema: FILE } },
    },
    refusals: ['SessionNotFound', 'Cancelled'],
  },
  {
    method: 'delete',
    path: '/session/{id}',
    id: 'deleteSession',
    tag: 'sessions',
    summary: 'Ends a session',
    parameters: [id],
    answer: { description: 'Its files are gone.', content: json(refTo('Nothing')) },
    refusals: ['SessionNotFound'],
  },
];
