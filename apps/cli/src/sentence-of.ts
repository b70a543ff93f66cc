import { TaggedError } from '@aiaa/volume/errors';
import { printable } from './printable.js';
import { wasCancelled } from './was-cancelled.js';

/** What a person at a terminal reads of an error: our own sentence, or the error with its stack when it is a defect. */
export function sentenceOf(error: unknown): string {
  if (wasCancelled(error)) return 'Cancelled; nothing was written.';
  if (error instanceof TaggedError) return `aiaa: ${printable(error.message)}`;
  return error instanceof Error ? `aiaa failed unexpectedly: ${error.stack ?? error.message}` : String(error);
}
