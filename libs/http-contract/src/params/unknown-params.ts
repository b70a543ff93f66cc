import { findPoints } from '../points.js';
import { isKnownParam } from './known-params.js';
import type { Params } from './params-text.js';

const [MOST_NAMES, LONGEST_NAME] = [10, 40];

/** What letters, marks, numbers, punctuation and symbols are not: controls, line ends, what turns a text round. */
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/**
 * The names in the params that mean nothing to this server, for a line in its log: they are never refused, but
 * whoever wonders why an option does nothing should find it. At most ten, cut to 40 characters each, and how many more.
 */
export function unknownParams(params: Params): readonly string[] {
  const names = Object.entries(params)
    .filter(([name, value]) => !isKnownParam(name) && findPoints(value) === undefined)
    .map(([name]) => name);
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => name.slice(0, LONGEST_NAME).replaceAll(UNPRINTABLE, '_'));
  return names.length > MOST_NAMES ? [...shown, `and ${names.length - MOST_NAMES} more`] : shown;
}
