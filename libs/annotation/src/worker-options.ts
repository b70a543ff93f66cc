import { BrokenInvariant } from '@aiaa/volume/errors';
import type { AnnotatorOptions } from './annotator-in-process.js';

/**
 * The options of a worker's annotator, from the JSON of its first argument; without one, the defaults.
 *
 * @throws BrokenInvariant for what is no AnnotatorOptions: no object, an unknown name, a number that is not
 * whole and positive.
 */
export function decodeWorkerOptions(argument = '{}'): AnnotatorOptions {
  const { threads, limits, ...unknown } = recordOf(parse(argument));
  const { decodedBytes, ...unknownLimits } = recordOf(limits ?? {});
  const stranger = Object.keys({ ...unknown, ...unknownLimits })[0];
  if (stranger !== undefined) throw new BrokenInvariant(`A worker has no option '${stranger}'.`);
  return {
    ...(threads === undefined ? {} : { threads: wholeNumber('threads', threads) }),
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

function wholeNumber(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new BrokenInvariant(
    `A worker's option '${name}' is a positive whole number, not ${JSON.stringify(value)}.`,
  );
}
