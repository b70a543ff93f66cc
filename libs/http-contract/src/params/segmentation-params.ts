import { MalformedRequest } from '../errors/malformed-request.js';
import { excerpt } from '../excerpt.js';
import type { Params } from '../relaxed-json.js';

/** What a segmentation can be told: the format of its result, of which there is one so far. */
export interface SegmentationParams {
  readonly resultExtension: '.nii.gz';
}

/**
 * Reads the params of `POST /v1/segmentation`; the browser clients name the result's file format in
 * `result_extension`. Keys that mean nothing here are ignored.
 *
 * @throws MalformedRequest when a format is asked that this server does not write
 */
export function decodeSegmentationParams(params: Params): SegmentationParams {
  const asked = params['result_extension'] ?? '.nii.gz';
  if (typeof asked !== 'string' || !['nii.gz', ''].includes(asked.toLowerCase().replace(/^\./, ''))) {
    throw new MalformedRequest(
      `result_extension is ${excerpt(JSON.stringify(asked))}; this server writes ".nii.gz" alone.`,
    );
  }
  return { resultExtension: '.nii.gz' };
}
