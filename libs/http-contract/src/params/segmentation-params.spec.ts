import { describe, expect, it } from '@jest/globals';
import { MalformedRequest } from '../errors/index.js';
import { decodeSegmentationParams } from './segmentation-params.js';

describe('decodeSegmentationParams', () => {
  it.each([
    [{}],
    [{ result_extension: '.nii.gz', result_dtype: 'uint16', result_compress: true }],
    [{ result_extension: 'NII.GZ' }],
    [{ result_extension: null }],
    [{ result_extension: '' }],
    [{ sigma: 3, points: '[]' }],
  ])('%j is a segmentation to a gzipped NIfTI', (params) => {
    expect(decodeSegmentationParams(params)).toEqual({ resultExtension: '.nii.gz' });
  });

  it.each(['.nrrd', '.nii', 7, ['.nii.gz']])('refuses result_extension %j', (extension) => {
    expect(() => decodeSegmentationParams({ result_extension: extension })).toThrow(MalformedRequest);
  });

  it('quotes only the beginning of a long one', () => {
    expect(() => decodeSegmentationParams({ result_extension: 'x'.repeat(1000) })).toThrow(
      `result_extension is "${'x'.repeat(59)}...; this server`,
    );
  });
});
