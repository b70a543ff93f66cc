import { LimitExceeded } from '@aiaa/volume/errors';
import JSON5 from 'json5';
import { MalformedRequest } from './errors/malformed-request.js';
import { nestingOf } from './nesting.js';

/** The decoded `params` of a request: nothing is known of its values yet. */
export type Params = Readonly<Record<string, unknown>>;

/** The relaxed reading is for what people type; it is slow, and no request may hold up the others. */
const RELAXED_LIMIT = 65_536;

/** The deepest params, polygons of slices, nest six levels; a text of brackets alone costs a parser seconds. */
const NESTING_LIMIT = 64;

/**
 * The `params` text of a request. Absent, empty and `null` are `{}`: the browser clients send `null` when
 * they have nothing to say. What is no JSON may be JSON5, because the API page's own curl line for polygons
 * loses its quotes to the shell and sends `{ more_points: 10 }`.
 *
 * @throws LimitExceeded above `limit` characters or 64 levels
 * @throws MalformedRequest when the text is no JSON object
 */
export function decodeParamsText(text: string | undefined, limit: number): Params {
  if (text === undefined || text.trim() === '') return {};
  if (text.length > limit) {
    throw new LimitExceeded(`The params are ${text.length} characters long, above the limit of ${limit}.`);
  }
  if (nestingOf(text) > NESTING_LIMIT) {
    throw new LimitExceeded(`The params nest deeper than ${NESTING_LIMIT} levels.`);
  }
  const value = parse(text) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MalformedRequest(`The params are ${kindOf(value)}; a JSON object such as {} was expected.`);
  }
  return Object.fromEntries(Object.entries(value));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return parseRelaxed(text, cause);
  }
}

function parseRelaxed(text: string, cause: unknown): unknown {
  try {
    if (text.length <= RELAXED_LIMIT) return JSON5.parse(text);
  } catch {
    // JSON's own complaint is the one to keep.
  }
  throw new MalformedRequest(`The params are no JSON: a JSON object was expected, not ${excerpt(text)}.`, {
    cause,
  });
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : `a ${typeof value}`);

const excerpt = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);
