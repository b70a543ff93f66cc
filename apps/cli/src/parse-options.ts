import { RESULT_EXTENSIONS, type ResultExtension } from '@aiaa/annotator';
import { parseDevice, type DeviceChoice } from '@aiaa/inference';
import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError, which commander turns into a sentence. */
export function parseThreads(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new InvalidArgumentError('Expected a whole number from 1 to 1024.');
}

/** @throws InvalidArgumentError with what there is. */
export function parseDeviceName(text: string): DeviceChoice {
  try {
    return parseDevice(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** Where a result is to be written, and as what. */
export interface ResultName {
  readonly path: string;
  readonly extension: ResultExtension;
}

/** The format of a result is the one that its name says. @throws InvalidArgumentError */
export function parseResultName(path: string): ResultName {
  const extension = RESULT_EXTENSIONS.find((one) => path.toLowerCase().endsWith(one));
  if (extension !== undefined) return { path, extension };
  throw new InvalidArgumentError(`Expected a name that ends in ${RESULT_EXTENSIONS.join(', ')}.`);
}

/** @throws InvalidArgumentError where a name does not end as it should, in any case of letters. */
export const nameEnding =
  (extension: string) =>
  (path: string): string => {
    if (path.toLowerCase().endsWith(extension)) return path;
    throw new InvalidArgumentError(`Expected a name that ends in ${extension}.`);
  };

/** @throws InvalidArgumentError */
export const wholeFrom =
  (least: number) =>
  (text: string): number => {
    if (/^\d{1,15}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`Expected a whole number from ${least}.`);
  };

/** @throws InvalidArgumentError */
export function parseSlice(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a slice, counted from 0.');
}

/** Twice the longest axis that a NIfTI-1 file can have. */
const LONGEST_SIDE = 65_536;

/** Two sides or three, in the order of the server's `spatial_size`. @throws InvalidArgumentError */
export function parseSpatialSize(text: string): readonly number[] {
  const sides = text.split(',').map(Number);
  const fit = sides.every((side) => Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE);
  if (fit && (sides.length === 2 || sides.length === 3)) return sides;
  throw new InvalidArgumentError(
    `Expected x,y or depth,x,y: whole numbers from 1 to ${LONGEST_SIDE}, such as 256,256.`,
  );
}
