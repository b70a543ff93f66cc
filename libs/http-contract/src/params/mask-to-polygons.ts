import type { MaskToPolygonsRequest } from '@aiaa/annotator';
import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import { findNumber } from '../number-text.js';
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

/** A whole number of the params, undefined where there is none. @throws MalformedRequest */
export function decodeCount(params: Params, name: string, least: number): number | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === '') return undefined;
  const count = findNumber(value);
  if (count !== undefined && Number.isSafeInteger(count) && count >= least) return count;
  throw new MalformedRequest(`${name} is ${excerptOf(value)}; a whole number from ${least} was expected.`);
}
