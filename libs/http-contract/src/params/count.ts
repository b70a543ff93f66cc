import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import { findNumber } from '../number-text.js';
import type { Params } from './params-text.js';

/** A whole number of the params, undefined where there is none. @throws MalformedRequest */
export function decodeCount(params: Params, name: string, least: number): number | undefined {
  const value = params[name];
  if (value === undefined || value === null || value === '') return undefined;
  const count = findNumber(value);
  if (count !== undefined && Number.isSafeInteger(count) && count >= least) return count;
  throw new MalformedRequest(`${name} is ${excerptOf(value)}; a whole number from ${least} was expected.`);
}
