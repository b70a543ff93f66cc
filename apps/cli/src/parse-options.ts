import { InvalidArgumentError } from 'commander';

/** @throws InvalidArgumentError, which commander turns into a sentence. */
export function parseThreads(text: string): number {
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw new InvalidArgumentError('Expected a whole number from 1 to 1024.');
}

/** A result is always gzipped NIfTI, so its name must say so. @throws InvalidArgumentError */
export function parseResultName(text: string): string {
  if (text.endsWith('.nii.gz')) return text;
  throw new InvalidArgumentError('Expected a name that ends in .nii.gz.');
}
