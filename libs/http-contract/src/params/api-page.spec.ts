import { describe, expect, it } from '@jest/globals';
import type { ModelRequest } from '@aiaa/annotator';
import { decodeAnnotationQuery } from '../annotation-query.js';
import { requireClicks } from './clicks.js';
import { decodeExtremePoints } from './dextr3d.js';
import { decodeInference } from './inference.js';
import { decodeParamsText, type Params } from './params-text.js';
import { unknownParams } from './unknown-params.js';

/** Lines of the API page of AIAA, as they stand there. */
const PAGE: Readonly<Record<Exclude<ModelRequest['kind'], 'segmentation'>, string>> = {
  dextr3d: String.raw`curl -X POST "http://127.0.0.1/v1/dextr3d?model=clara_ct_annotation_spleen_amp&output=image" \
-H "accept: multipart/form-data" \
-H "Content-Type: multipart/form-data" \
-F "params={\"points\":\"[[93,106,64],[40,108,64],[29,66,64],[47,20,64],[93,32,64],[99,68,64]]\"}" \
-F "image=@cropped_spleen.nii.gz;type=application/x-gzip" \
-o output_image.nii.gz`,
  deepgrow: String.raw`curl -X POST "http://127.0.0.1/v1/deepgrow?model=clara_deepgrow&output=image" \
-H "accept: multipart/form-data" \
-H "Content-Type: multipart/form-data" \
-F "params={\"foreground\":\"[[155, 189, 78], [184, 192, 78], [114,225,78]]\", \"background\":\"[]\"}" \
-F "image=@spleen.nii.gz;type=application/x-gzip" \
-o output_image.nii.gz`,
  inference: String.raw`curl -X POST "http://127.0.0.1/v1/inference?model=my_model&output=image" \
-H "accept: multipart/form-data" \
-H "Content-Type: multipart/form-data" \
-F "params={\"mydata\":[1,2,3]}" \
-F "image=@spleen.nii.gz;type=application/x-gzip" \
-o output_image.nii.gz`,
};

/** What curl sends as params: between double quotes the shell takes the backslash off a quote (POSIX, 2.2.3). */
function paramsOf(line: string): Params {
  const [, quoted] = /-F "params=(.*)" \\\n/.exec(line) ?? [];
  return decodeParamsText(quoted.replaceAll('\\"', '"'), 1000);
}

const queryOf = (line: string): object =>
  decodeAnnotationQuery(Object.fromEntries(new URL(/"(http[^"]*)"/.exec(line)?.[1] ?? '').searchParams));

describe('the API page', () => {
  it('dextr3d', () => {
    expect(queryOf(PAGE.dextr3d)).toEqual({ model: 'clara_ct_annotation_spleen_amp', output: 'file' });
    expect(decodeExtremePoints(paramsOf(PAGE.dextr3d))).toEqual([
      [93, 106, 64],
      [40, 108, 64],
      [29, 66, 64],
      [47, 20, 64],
      [93, 32, 64],
      [99, 68, 64],
    ]);
  });

  it('deepgrow', () => {
    expect(queryOf(PAGE.deepgrow)).toEqual({ model: 'clara_deepgrow', output: 'file' });
    expect(requireClicks(paramsOf(PAGE.deepgrow))).toEqual({
      lists: {
        foreground: [
          [155, 189, 78],
          [184, 192, 78],
          [114, 225, 78],
        ],
        background: [],
      },
    });
  });

  it('inference', () => {
    expect(queryOf(PAGE.inference)).toEqual({ model: 'my_model', output: 'file' });
    expect(decodeInference(paramsOf(PAGE.inference))).toEqual({});
    expect(unknownParams(paramsOf(PAGE.inference))).toEqual(['mydata']);
  });
});
