import { TaggedError } from '@aiaa/volume/errors';

/** What a person at a terminal reads of an error: our own sentence, or the error with its stack when it is a defect. */
export function sentenceOf(error: unknown): string {
  if (error instanceof TaggedError) return `aiaa: ${error.message}`;
  return error instanceof Error ? `aiaa failed unexpectedly: ${error.stack ?? error.message}` : String(error);
}
