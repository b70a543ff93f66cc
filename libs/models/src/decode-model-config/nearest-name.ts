import { distance } from 'fastest-levenshtein';

/** The known name that differs least from a wrong one, when it is near enough to be what was meant. */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, edits: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= 1 + Math.floor(wrong.length / 4) ? best.name : undefined;
}
