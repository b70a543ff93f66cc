import { BrokenInvariant } from '@aiaa/volume/errors';
import type { AnnotatorOptions } from './annotator-in-process.js';

/**
 * The options of a worker's annotator, from the JSON of its first argument; without one, the defaults.
 *
 * @throws BrokenInvariant for what is no AnnotatorOptions: no object, an unknown name, a number that is not
 * whole and positive.
 */
export function decodeWorkerOptions(argument = '{}'): AnnotatorOptions {
  const { threads, warmBytes, limits, ...unknown } = recordOf(parse(argument));
  const { decodedBytes, ...unknownLimits } = recordOf(limits ?? {});
  const stranger = Object.keys({ ...unknown, ...unknownLimits })[0];
  if (stranger !== undefined) throw new BrokenInvariant(`A worker has no option '${stranger}'.`);
  return {
    ...(threads === undefined ? {} : { threads: wholeNumber('threads', threads) }),
    ...(warmBytes === undefined ? {} : { warmBytes: wholeNumber('warmBytes', warmBytes, 0) }),
    ...(decodedBytes === undefined
      ? {}
      : { limits: { decodedBytes: wholeNumber('decodedBytes', decodedBytes) } }),
  };
}

function parse(argument: string): unknown {
  try {
    return JSON.parse(argument);
  } catch (cause) {
    throw new BrokenInvariant(`A worker takes its options as JSON, not '${argument}'.`, { cause });
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new BrokenInvariant(`The options of a worker are an object, not ${JSON.stringify(value)}.`);
}

function wholeNumber(name: string, value: unknown, least: 0 | 1 = 1): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  const expected = least === 0 ? 'a whole number from 0' : 'a positive whole number';
  throw new BrokenInvariant(`A worker's option '${name}' is ${expected}, not ${JSON.stringify(value)}.`);
}
