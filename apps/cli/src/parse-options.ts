import { WRITTEN_EXTENSIONS, writtenExtension } from '@aiaa/imaging-io';
import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError, which commander turns into a sentence. */
export function parseThreads(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new InvalidArgumentError('Expected a whole number from 1 to 1024.');
}

/** The format of a result is the one that its name says. @throws InvalidArgumentError */
export function parseResultName(text: string): string {
  if (writtenExtension(text) !== undefined) return text;
  throw new InvalidArgumentError(`Expected a name that ends in ${WRITTEN_EXTENSIONS.join(', ')}.`);
}
