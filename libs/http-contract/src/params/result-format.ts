import {
  RESULT_DTYPES,
  RESULT_EXTENSIONS,
  type ResultDtype,
  type ResultExtension,
  type ResultFormat,
} from '@aiaa/annotator';
import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import { findSwitch } from '../switch-word.js';
import type { Params } from './params-text.js';
import { findExtension } from './result-extension.js';

/**
 * Reads how the result's file is to be written, from the params of any annotation POST. The keys and the numpy
 * names of dtypes are those of MONAI Label's Writer, and the AIAA clients send them with every request: OHIF asks
 * for `.nrrd`, XNAT for `.nii.gz`, both for uint16, compressed. Without them it is what the AIAA server wrote, a
 * gzipped NIfTI file; keys that mean nothing here are ignored.
 *
 * @throws MalformedRequest when a format is asked that this server does not write
 */
export function decodeResultFormat(params: Params): ResultFormat {
  const extension = decodeExtension(params['result_extension']);
  const dtype = decodeDtype(params['result_dtype']);
  const compress = decodeCompress(params['result_compress']);
  if (extension === '.png' && dtype !== undefined && !PNG_DTYPES.has(dtype)) {
    throw new MalformedRequest(`A .png result is uint8 or uint16, not ${dtype}; the other formats can be.`);
  }
  return { extension, compress, ...(dtype === undefined ? {} : { dtype }) };
}

/** ISO/IEC 15948, 11.2.2: samples of 8 or 16 bits, without a sign. */
const PNG_DTYPES: ReadonlySet<ResultDtype> = new Set<ResultDtype>(['uint8', 'uint16']);

function decodeExtension(asked: unknown): ResultExtension {
  if (isUnsaid(asked)) return '.nii.gz';
  const extension = typeof asked === 'string' ? findExtension(asked) : undefined;
  return extension ?? refuse('result_extension', asked, `this server writes ${RESULT_EXTENSIONS.join(', ')}`);
}

function decodeDtype(asked: unknown): ResultDtype | undefined {
  if (isUnsaid(asked)) return undefined;
  const dtype = RESULT_DTYPES.find((one) => one === asked);
  return dtype ?? refuse('result_dtype', asked, `this server writes ${RESULT_DTYPES.join(', ')}`);
}

function decodeCompress(asked: unknown): boolean {
  if (isUnsaid(asked)) return true;
  const word = typeof asked === 'object' ? '' : String(asked);
  return findSwitch(word) ?? refuse('result_compress', asked, 'true or false was expected');
}

const isUnsaid = (asked: unknown): boolean => asked === undefined || asked === null || asked === '';

function refuse(key: string, asked: unknown, expected: string): never {
  throw new MalformedRequest(`${key} is ${excerptOf(asked)}; ${expected}.`);
}
