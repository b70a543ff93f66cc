import { BrokenInvariant } from '@aiaa/volume/errors';

/** The parts of a worker's options, which are JSON; each throws BrokenInvariant for what it is not. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new BrokenInvariant(`The options of a worker are an object, not ${JSON.stringify(value)}.`);
}

export function wholeNumber(name: string, value: unknown, least: 0 | 1 = 1): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  const expected = least === 0 ? 'a whole number from 0' : 'a positive whole number';
  throw new BrokenInvariant(`A worker's option '${name}' is ${expected}, not ${JSON.stringify(value)}.`);
}

export function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new BrokenInvariant(`A worker's option '${name}' is a text, not ${JSON.stringify(value)}.`);
}

/** @throws BrokenInvariant where a name is left that nobody knows */
export function assertNoMore(unknown: Readonly<Record<string, unknown>>): void {
  const stranger = Object.keys(unknown)[0];
  if (stranger !== undefined) throw new BrokenInvariant(`A worker has no option '${stranger}'.`);
}
