import { MalformedRequest } from './errors/malformed-request.js';
import { findNumber } from './number-text.js';
import { queryText, type Query } from './query.js';

const USUAL_LINES = 100;

/** How many lines of the log are asked for. @throws MalformedRequest */
export function decodeLogsQuery(query: Query): { readonly lines: number } {
  const text = queryText(query, 'lines');
  if (text === undefined) return { lines: USUAL_LINES };
  const lines = findNumber(text);
  if (lines !== undefined && Number.isInteger(lines) && lines > 0) return { lines };
  throw new MalformedRequest(
    `lines: expected a whole number above 0, found ${JSON.stringify(text.slice(0, 40))}.`,
  );
}
