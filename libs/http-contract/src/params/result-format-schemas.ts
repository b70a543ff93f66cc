import { RESULT_DTYPES, RESULT_EXTENSIONS } from '@aiaa/annotator';
import type { Schemas } from '../openapi/schema.js';

/** The members of the params that `decodeResultFormat` reads. */
export const resultProperties: Schemas = {
  result_extension: {
    description: 'The file that the result becomes; the dot may be left out, and case does not matter.',
    enum: RESULT_EXTENSIONS,
    default: '.nii.gz',
  },
  result_dtype: {
    description:
      'The dtype of its voxels; without it the one that the result has by itself. .png: uint8 or uint16.',
    enum: RESULT_DTYPES,
  },
  result_compress: {
    description: 'Whether .nii.gz and .nrrd are packed; also 1, 0 and the words in any case.',
    enum: [true, false, 1, 0, 'true', 'false', 'True', 'False', '1', '0'],
    default: true,
  },
};

/** What decodes as a result's format: PNG has samples of 8 or 16 bits (ISO/IEC 15948, 11.2.2). */
export const resultFormatSchemas: Schemas = {
  ResultFormat: {
    type: 'object',
    properties: resultProperties,
    if: { properties: { result_extension: { const: '.png' } }, required: ['result_extension'] },
    then: { properties: { result_dtype: { enum: ['uint8', 'uint16'] } } },
    examples: [{ result_extension: '.nrrd', result_dtype: 'uint16', result_compress: true }],
  },
};
