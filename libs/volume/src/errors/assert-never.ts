import { BrokenInvariant } from './broken-invariant.js';

/** Ends a switch over a closed union: a case that is missing does not compile. */
export function assertNever(value: never): never {
  throw new BrokenInvariant(`An impossible value reached an exhaustive switch: ${JSON.stringify(value)}.`);
}
