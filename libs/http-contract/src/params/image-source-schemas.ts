import { refTo } from '../openapi/ref-to.js';
import type { Schemas } from '../openapi/schema.js';
import { dicomSourceSchemas } from './dicom-source-schemas.js';
import { httpSourceSchemas } from './http-source-schemas.js';

const ABSENT = { type: 'null' } as const;

/** What `decodeImageSource` takes. */
export const imageSourceSchemas: Schemas = {
  ...dicomSourceSchemas,
  ...httpSourceSchemas,
  ImageSource: {
    description:
      'Where the image is fetched from; the fields of dicom may also stand without that name around them.',
    type: 'object',
    anyOf: [
      {
        properties: { dicom: { anyOf: [refTo('DicomSource'), refTo('DicomWebSource')] }, http: ABSENT },
        required: ['dicom'],
      },
      {
        properties: { http: refTo('HttpSource'), dicom: ABSENT, server_address: ABSENT, wado_url: ABSENT },
        required: ['http'],
      },
    ],
    examples: [
      {
        dicom: {
          server_address: 'pacs.example',
          server_port: 11112,
          ae_title: 'DCM4CHEE',
          query_level: 'PATIENT',
          patient_id: 'ProstateX-0004',
          study_uid: '1.3.6.1.4.1.14519.5.2.1.7311.5101.170561193612723093192571245493',
          series_uid: '1.3.6.1.4.1.14519.5.2.1.7311.5101.206828891270520544417996275680',
        },
      },
      { http: { url: 'http://xnat.example/data/files', params: { format: 'zip' }, method: 'GET' } },
    ],
  },
};
