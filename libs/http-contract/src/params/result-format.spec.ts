import { describe, expect, it } from '@jest/globals';
import { RESULT_DTYPES, RESULT_EXTENSIONS, type ResultFormat } from '@aiaa/annotator';
import { MalformedRequest } from '../errors/index.js';
import { decodeParamsText, type Params } from './params-text.js';
import { decodeResultFormat } from './result-format.js';

const refusalOf = (params: Record<string, unknown>): unknown => {
  try {
    return decodeResultFormat(params);
  } catch (error) {
    return error;
  }
};

describe('decodeResultFormat', () => {
  it.each<[params: Params, format: ResultFormat, reason: string]>([
    [{}, { extension: '.nii.gz', compress: true }, 'what the AIAA server wrote'],
    [{ sigma: 3, points: '[]' }, { extension: '.nii.gz', compress: true }, 'keys of other requests'],
    [
      { result_extension: '.nrrd', result_dtype: 'uint16', result_compress: true },
      { extension: '.nrrd', dtype: 'uint16', compress: true },
      'OHIF',
    ],
    [
      { result_extension: '.nii.gz', result_dtype: 'uint16', result_compress: true },
      { extension: '.nii.gz', dtype: 'uint16', compress: true },
      'XNAT',
    ],
    [
      { result_extension: null, result_dtype: null, result_compress: null },
      { extension: '.nii.gz', compress: true },
      'null says nothing',
    ],
    [
      { result_extension: '', result_dtype: '', result_compress: '' },
      { extension: '.nii.gz', compress: true },
      'nor does an empty text',
    ],
  ])('%j -> %j: %s', (params, format) => {
    expect(decodeResultFormat(params)).toEqual(format);
  });

  it.each(RESULT_EXTENSIONS.flatMap((extension) => [
    [extension, extension],
    [extension.slice(1), extension],
    [extension.toUpperCase(), extension],
  ]))('result_extension %s is %s', (asked, extension) => {
    expect(decodeResultFormat({ result_extension: asked })).toEqual({ extension, compress: true });
  }); // prettier-ignore

  it.each(RESULT_DTYPES)('result_dtype %s is taken', (dtype) => {
    expect(decodeResultFormat({ result_dtype: dtype }).dtype).toBe(dtype);
  });

  it.each([
    [true, true],
    [false, false],
    ['true', true],
    ['False', false],
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
  ])('result_compress %j is %s', (asked, compress) => {
    expect(decodeResultFormat({ result_compress: asked }).compress).toBe(compress);
  });

  it.each(['.dicom', '..nii', 'nii.gz.', 'x.nii', '.nii.gz ', '/etc/passwd', 7, ['.nii.gz'], {}, true])(
    'refuses result_extension %j, and says which there are',
    (extension) => {
      expect(refusalOf({ result_extension: extension })).toEqual(
        new MalformedRequest(
          `result_extension is ${JSON.stringify(extension)}; this server writes .nii.gz, .nii, .nrrd, .png, .dcm.`,
        ),
      );
    },
  );

  it.each(['int8', 'int64', 'uint64', 'bool', 'float', '<u2', 'toString', 16, ['uint8']])(
    'refuses result_dtype %j, and says which there are',
    (dtype) => {
      expect(refusalOf({ result_dtype: dtype })).toEqual(
        new MalformedRequest(
          `result_dtype is ${JSON.stringify(dtype)}; this server writes uint8, uint16, int16, uint32, int32, float32, float64.`,
        ),
      );
    },
  );

  it.each(['yes', 2, -1, 'null', [true], {}])('refuses result_compress %j', (compress) => {
    expect(refusalOf({ result_compress: compress })).toEqual(
      new MalformedRequest(`result_compress is ${JSON.stringify(compress)}; true or false was expected.`),
    );
  });

  it('lets a .png hold what the format can, and nothing else', () => {
    const taken = RESULT_DTYPES.filter(
      (dtype) => !(refusalOf({ result_extension: 'png', result_dtype: dtype }) instanceof Error),
    );
    expect(taken).toEqual(['uint8', 'uint16']);
    expect(refusalOf({ result_extension: 'png', result_dtype: 'float32' })).toEqual(
      new MalformedRequest('A .png result is uint8 or uint16, not float32; the other formats can be.'),
    );
  });

  it('quotes only the beginning of a long one', () => {
    expect(() => decodeResultFormat({ result_extension: 'x'.repeat(1000) })).toThrow(
      `result_extension is "${'x'.repeat(59)}...; this server`,
    );
  });

  it('takes no word from the prototype of the params', () => {
    const params = decodeParamsText('{"__proto__":{"result_extension":".nrrd"}}', 1000);
    expect(decodeResultFormat(params).extension).toBe('.nii.gz');
  });
});
