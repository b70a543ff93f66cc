import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError, which commander turns into a sentence. */
export function parseThreads(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new InvalidArgumentError('a whole number from 1.');
}
