import { WRITTEN_EXTENSIONS, writtenExtension, type WrittenExtension } from '@aiaa/imaging-io';
import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError, which commander turns into a sentence. */
export function parseThreads(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new InvalidArgumentError('Expected a whole number from 1 to 1024.');
}

/** Where a result is to be written, and as what. */
export interface ResultName {
  readonly path: string;
  readonly extension: WrittenExtension;
}

/** The format of a result is the one that its name says. @throws InvalidArgumentError */
export function parseResultName(path: string): ResultName {
  const extension = writtenExtension(path);
  if (extension !== undefined) return { path, extension };
  throw new InvalidArgumentError(`Expected a name that ends in ${WRITTEN_EXTENSIONS.join(', ')}.`);
}
