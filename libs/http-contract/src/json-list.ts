import { MalformedRequest } from './errors/malformed-request.js';
import { excerptOf } from './excerpt.js';
import { decodeRelaxedJson } from './relaxed-json.js';

/** A hundred thousand points of 80 characters. */
const TEXT_LIMIT = 8_000_000;

/**
 * A list of the params, or the JSON of one in a string: the API page and the clients until March 2021 write
 * `"points": "[[1, 2, 3]]"`. Absent, null and the empty text are the empty list.
 *
 * @param at the name it has in the params
 * @throws MalformedRequest when it is neither
 * @throws LimitExceeded when the text is larger than any list needs
 */
export function decodeList(value: unknown, at: string): readonly unknown[] {
  const list = typeof value === 'string' ? fromText(value, at) : value;
  if (list === undefined || list === null) return [];
  if (isList(list)) return list;
  throw new MalformedRequest(`${at} is ${excerptOf(value)}; a list was expected.`);
}

/** As Array.isArray, but of nothing that is known. */
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const fromText = (text: string, at: string): unknown =>
  decodeRelaxedJson(text, { what: `The values of ${at}`, expected: 'a JSON list', limit: TEXT_LIMIT });
