import { LimitExceeded } from '@aiaa/volume/errors';
import { MalformedRequest } from './errors/malformed-request.js';

/** The decoded `params` of a request: nothing is known of its values yet. */
export type Params = Readonly<Record<string, unknown>>;

/** Strings, which are left alone, and words with the colon that would make them keys. Never backtracks far. */
const STRING_OR_WORD = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|([A-Za-z_$][\w$]*)(\s*:)?/g;

/**
 * The `params` text of a request. Absent, empty and `null` are `{}`: the browser clients send `null` when
 * they have nothing to say. Keys may go without quotes, because the API page's own curl line for polygons
 * loses them to the shell and sends `{ more_points: 10 }`.
 *
 * @throws LimitExceeded above `limit` characters
 * @throws MalformedRequest when the text is no JSON object
 */
export function decodeParamsText(text: string | undefined, limit: number): Params {
  if (text === undefined || text.trim() === '') return {};
  if (text.length > limit) {
    throw new LimitExceeded(`The params are ${text.length} characters long, above the limit of ${limit}.`);
  }
  const value = parseJson(text) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MalformedRequest(`The params are ${kindOf(value)}; a JSON object such as {} was expected.`);
  }
  return Object.fromEntries(Object.entries(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseUnquoted(text);
  }
}

function parseUnquoted(text: string): unknown {
  const quoted = text.replace(STRING_OR_WORD, (match: string, word?: string, colon?: string) =>
    word === undefined || colon === undefined ? match : `"${word}"${colon}`,
  );
  try {
    return JSON.parse(quoted);
  } catch (cause) {
    throw new MalformedRequest(`The params are no JSON: a JSON object was expected, not ${excerpt(text)}.`, {
      cause,
    });
  }
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : `a ${typeof value}`);

const excerpt = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);
