import { LimitExceeded } from '@aiaa/volume/errors';
import JSON5 from 'json5';
import { excerpt } from './excerpt.js';
import { MalformedRequest } from './errors/malformed-request.js';
import { jsonShape, type JsonShape } from './json-shape.js';

/** The relaxed reading is for what people type; it is slow, and no request may hold up the others. */
const RELAXED_LIMIT = 65_536;

/**
 * The deepest params, polygons of slices, nest six levels, with a list per point and no more than a dozen names.
 * A text of brackets, or of names alone, costs a parser seconds.
 */
const SHAPE_LIMIT: JsonShape = { depth: 64, groups: 1_000_000, names: 10_000 };

export interface RelaxedJsonOptions {
  /** What the text is, in the plural and at the beginning of a sentence, such as `The params`. */
  readonly what: string;
  /** What it should be, such as `a JSON object`. */
  readonly expected: string;
  /** In characters. */
  readonly limit: number;
}

/**
 * A JSON text, undefined when there is nothing in it. What is no JSON may be JSON5, because the API page's own
 * curl line for polygons loses its quotes to the shell and sends `{ more_points: 10 }`.
 *
 * @throws LimitExceeded above `limit` characters, 64 levels, a million lists and objects or 10 000 names
 * @throws MalformedRequest when the text is no JSON
 */
export function decodeRelaxedJson(text: string, options: RelaxedJsonOptions): unknown {
  if (text.trim() === '') return undefined;
  const { what, limit } = options;
  if (text.length > limit) {
    throw new LimitExceeded(`${what} are ${text.length} characters long, above the limit of ${limit}.`);
  }
  assertShape(what, jsonShape(text));
  return parse(text, options);
}

function assertShape(what: string, { depth, groups, names }: JsonShape): void {
  if (depth > SHAPE_LIMIT.depth) {
    throw new LimitExceeded(`${what} nest deeper than ${SHAPE_LIMIT.depth} levels.`);
  }
  if (groups > SHAPE_LIMIT.groups) {
    throw new LimitExceeded(
      `${what} hold ${groups} lists and objects, above the limit of ${SHAPE_LIMIT.groups}.`,
    );
  }
  if (names > SHAPE_LIMIT.names) {
    throw new LimitExceeded(`${what} hold ${names} names, above the limit of ${SHAPE_LIMIT.names}.`);
  }
}

function parse(text: string, options: RelaxedJsonOptions): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return parseRelaxed(text, options, cause);
  }
}

function parseRelaxed(text: string, { what, expected }: RelaxedJsonOptions, cause: unknown): unknown {
  try {
    if (text.length <= RELAXED_LIMIT) return JSON5.parse(text);
  } catch {
    // JSON's own complaint is the one to keep.
  }
  throw new MalformedRequest(`${what} are no JSON: ${expected} was expected, not ${excerpt(text)}.`, {
    cause,
  });
}
