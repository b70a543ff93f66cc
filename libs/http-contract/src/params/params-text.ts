import { MalformedRequest } from '../errors/malformed-request.js';
import { decodeRelaxedJson } from '../relaxed-json.js';

/** The decoded `params` of a request: nothing is known of its values yet. */
export type Params = Readonly<Record<string, unknown>>;

/**
 * The `params` text of a request. Absent, empty and `null` are `{}`: the browser clients send `null` when
 * they have nothing to say.
 *
 * @throws LimitExceeded when the text is larger, or has more structure, than any request needs
 * @throws MalformedRequest when the text is no JSON object
 */
export function decodeParamsText(text: string | undefined, limit: number): Params {
  const value = decodeRelaxedJson(text ?? '', { what: 'The params', expected: 'a JSON object', limit }) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new MalformedRequest(`The params are ${kindOf(value)}; a JSON object such as {} was expected.`);
  }
  return Object.fromEntries(Object.entries(value));
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : `a ${typeof value}`);
