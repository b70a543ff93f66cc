import { TaggedError } from '@aiaa/volume/errors';

/**
 * Every way in which `rounds` attempts end, each once and sorted: what the attempt answers, the tag of a refusal,
 * or, by its round, an error that nobody foresaw.
 */
export async function endsOf(rounds: number, attempt: () => Promise<string>): Promise<readonly string[]> {
  const ends = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const end = await attempt().catch((error: unknown) =>
      error instanceof TaggedError ? error.tag : `round ${round}: ${String(error)}`,
    );
    ends.add(end);
  }
  return [...ends].sort();
}
