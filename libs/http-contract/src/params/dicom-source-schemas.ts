import { QUERY_LEVELS } from '@aiaa/annotator';
import { refTo } from '../openapi/ref-to.js';
import type { Schema, Schemas } from '../openapi/schema.js';

const aeTitle = (description: string): Schema => ({
  description,
  type: 'string',
  pattern: '^[\\x21-\\x5b\\x5d-\\x7e]([\\x20-\\x5b\\x5d-\\x7e]{0,14}[\\x21-\\x5b\\x5d-\\x7e])?$',
});

const uid = (description: string): Schema => ({
  description,
  type: 'string',
  pattern: '^\\.*\\d[\\d.]*$',
  maxLength: 64,
});

const [PATIENT, STUDY, SERIES] = ['patient_id', 'study_uid', 'series_uid'].map((name) => ({
  required: [name],
}));

/** What `query_level` asks for must be named. */
const key = (level: string, anyOf: readonly Schema[]): Schema => ({
  if: { properties: { query_level: { const: level } }, required: ['query_level'] },
  then: { anyOf },
});

/** What `findDicomFields` and `decodeDicomFields` take. */
export const dicomSourceSchemas: Schemas = {
  DicomSource: {
    title: 'C-GET',
    description: 'A series on a DICOM server, fetched by C-GET; null and empty texts are as absent.',
    type: 'object',
    properties: {
      server_address: {
        description: 'The name or the address of a host.',
        type: 'string',
        pattern: '^[A-Za-z0-9_.:%-]+$',
        maxLength: 253,
      },
      server_port: { type: ['integer', 'string'], minimum: 1, maximum: 65_535, pattern: '^[1-9]\\d{0,3}$' },
      ae_title: aeTitle('How the DICOM server is called.'),
      calling_ae_title: aeTitle('How this server is called there.'),
      tls: { type: 'boolean', description: 'Whether to speak TLS; also in words.' },
      query_level: { enum: QUERY_LEVELS, description: 'In any case; the lowest that is named if absent.' },
      patient_id: { type: 'string', pattern: '^[^\\\\*?\\x00-\\x1f\\x7f-\\x9f]{1,64}$' },
      study_uid: uid('The study.'),
      series_uid: uid('The series.'),
    },
    required: ['server_address', 'server_port', 'ae_title'],
    not: { required: ['wado_url'] },
    anyOf: [PATIENT, STUDY, SERIES],
    allOf: [key('SERIES', [SERIES]), key('STUDY', [STUDY, SERIES])],
  },
  DicomWebSource: {
    title: 'DICOMweb',
    description: 'A series on a DICOMweb server, fetched by WADO-RS.',
    type: 'object',
    properties: {
      wado_url: refTo('WebAddress'),
      study_uid: uid('The study.'),
      series_uid: uid('The series.'),
      headers: refTo('Texts'),
      auth: refTo('UserAndPassword'),
    },
    required: ['wado_url', 'study_uid', 'series_uid'],
  },
};
