import { LimitExceeded } from '@aiaa/volume/errors';
import JSON5 from 'json5';
import { excerpt } from './excerpt.js';
import { MalformedRequest } from './errors/malformed-request.js';
import { jsonShape, type JsonShape } from './json-shape.js';

/** The decoded `params` of a request: nothing is known of its values yet. */
export type Params = Readonly<Record<string, unknown>>;

/** The relaxed reading is for what people type; it is slow, and no request may hold up the others. */
const RELAXED_LIMIT = 65_536;

/**
 * The deepest params, polygons of slices, nest six levels, with a list per point and no more than a dozen names.
 * A text of brackets, or of names alone, costs a parser seconds.
 */
const SHAPE_LIMIT: JsonShape = { depth: 64, groups: 1_000_000, names: 10_000 };

/**
 * The `params` text of a request. Absent, empty and `null` are `{}`: the browser clients send `null` when
 * they have nothing to say. What is no JSON may be JSON5, because the API page's own curl line for polygons
 * loses its quotes to the shell and sends `{ more_points: 10 }`.
 *
 * @throws LimitExceeded above `limit` characters, 64 levels, a million lists and objects or 10 000 names
 * @throws MalformedRequest when the text is no JSON object
 */
export function decodeParamsText(text: string | undefined, limit: number): Params {
  if (text === undefined || text.trim() === '') return {};
  if (text.length > limit) {
    throw new LimitExceeded(`The params are ${text.length} characters long, above the limit of ${limit}.`);
  }
  assertShape(jsonShape(text));
  const value = parse(text) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MalformedRequest(`The params are ${kindOf(value)}; a JSON object such as {} was expected.`);
  }
  return Object.fromEntries(Object.entries(value));
}

function assertShape({ depth, groups, names }: JsonShape): void {
  if (depth > SHAPE_LIMIT.depth) {
    throw new LimitExceeded(`The params nest deeper than ${SHAPE_LIMIT.depth} levels.`);
  }
  if (groups > SHAPE_LIMIT.groups) {
    throw new LimitExceeded(
      `The params hold ${groups} lists and objects, above the limit of ${SHAPE_LIMIT.groups}.`,
    );
  }
  if (names > SHAPE_LIMIT.names) {
    throw new LimitExceeded(`The params hold ${names} names, above the limit of ${SHAPE_LIMIT.names}.`);
  }
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
