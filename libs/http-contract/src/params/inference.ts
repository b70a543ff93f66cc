import type { InferenceRequest } from '@aiaa/annotator';
import { isList } from '../json-list.js';
import { decodeClicks } from './clicks.js';
import { decodeAnyPoints } from './dextr3d.js';
import type { Params } from './params-text.js';

const POINT_NAMES: ReadonlySet<string> = new Set([
  'points',
  'extreme_points',
  'foreground',
  'background',
  'current_point',
]);

/**
 * What `POST /v1/inference` may be told for a model of any type: only the model knows what it needs, so fewer
 * than six points pass, and what is clearly no list of points is taken for something else and left out.
 *
 * @throws MalformedRequest when a list under the name of points holds something else
 * @throws LimitExceeded
 */
export function decodeInference(params: Params): Pick<InferenceRequest, 'points' | 'clicks'> {
  const meant = Object.fromEntries(
    Object.entries(params).filter(([name, value]) => !POINT_NAMES.has(name) || isMeantAsList(value)),
  );
  const points = decodeAnyPoints(meant);
  const clicks = decodeClicks(meant);
  return { ...(points.length === 0 ? {} : { points }), ...(clicks === undefined ? {} : { clicks }) };
}

const isMeantAsList = (value: unknown): boolean =>
  isList(value) || (typeof value === 'string' && value.trimStart().startsWith('['));
