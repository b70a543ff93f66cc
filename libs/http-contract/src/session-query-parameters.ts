import { RESULT_EXTENSIONS } from '@aiaa/annotator';
import type { Parameter } from './openapi/parameter.js';

const onOff = { type: 'string', examples: ['true', 'false'], default: 'false' } as const;

/** What `decodeSessionQuery` reads for `PUT /session/`; nothing there is refused. */
export const newSessionParameters: readonly Parameter[] = [
  {
    name: 'expiry',
    in: 'query',
    description:
      'In seconds, how long the session outlives its last use. Absent, 0 or no number: the default of the server, ' +
      'whose ceiling binds whatever is asked.',
    schema: { type: 'string', examples: ['3600'] },
  },
  {
    name: 'save_as',
    in: 'query',
    description: 'The file that fetched or uploaded DICOM becomes; the dot may be left out.',
    schema: { type: 'string', examples: RESULT_EXTENSIONS, default: '.nii.gz' },
  },
];

/** What it reads for `GET /session/{id}`. */
export const sessionParameters: readonly Parameter[] = [
  {
    name: 'image',
    in: 'query',
    description: '`true` or `1`: the image itself, not what is known of it.',
    schema: onOff,
  },
  {
    name: 'update_ts',
    in: 'query',
    description: '`true` or `1`: asking counts as a use of the session.',
    schema: onOff,
  },
];
