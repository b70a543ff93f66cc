import type { MaskToPolygonsRequest } from '@aiaa/annotator';
import { decodeCount } from './count.js';
import type { Params } from './params-text.js';

/**
 * What `POST /v1/mask2polygon` is asked: `more_points` points are left out after each that is kept, none where it is
 * absent; `label` picks one label of several.
 * @throws MalformedRequest
 */
export function decodeMaskToPolygons(params: Params): Pick<MaskToPolygonsRequest, 'morePoints' | 'label'> {
  const morePoints = decodeCount(params, 'more_points', 0);
  const label = decodeCount(params, 'label', 1);
  return { morePoints: morePoints ?? 0, ...(label === undefined ? {} : { label }) };
}
