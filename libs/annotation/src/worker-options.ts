import { parseDevice, type DeviceChoice } from '@aiaa/inference';
import { BrokenInvariant } from '@aiaa/volume/errors';
import type { AnnotatorOptions } from './annotator-in-process.js';
import { decodeFetching } from './decode-fetching.js';
import { assertNoMore, recordOf, textOf, wholeNumber } from './decode-options.js';

/**
 * The options of a worker's annotator, from the JSON of its first argument; without one, the defaults.
 *
 * @throws BrokenInvariant for what is no AnnotatorOptions: no object, an unknown name, a number that is not
 * whole and positive.
 */
export function decodeWorkerOptions(argument = '{}'): AnnotatorOptions {
  const { threads, device, warmBytes, limits, fetching, ...unknown } = recordOf(parse(argument));
  const { decodedBytes, ...unknownLimits } = recordOf(limits ?? {});
  assertNoMore({ ...unknown, ...unknownLimits });
  return {
    ...(threads === undefined ? {} : { threads: wholeNumber('threads', threads) }),
    ...(device === undefined ? {} : { device: deviceNamed(textOf('device', device)) }),
    ...(warmBytes === undefined ? {} : { warmBytes: wholeNumber('warmBytes', warmBytes, 0) }),
    ...(decodedBytes === undefined
      ? {}
      : { limits: { decodedBytes: wholeNumber('decodedBytes', decodedBytes) } }),
    ...(fetching === undefined ? {} : { fetching: decodeFetching(fetching) }),
  };
}

function deviceNamed(text: string): DeviceChoice {
  try {
    return parseDevice(text);
  } catch (cause) {
    throw new BrokenInvariant(`A worker's device cannot be ${JSON.stringify(text)}.`, { cause });
  }
}

function parse(argument: string): unknown {
  try {
    return JSON.parse(argument);
  } catch (cause) {
    throw new BrokenInvariant(`A worker takes its options as JSON, not '${argument}'.`, { cause });
  }
}
