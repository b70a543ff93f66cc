/** The name that is most likely meant by `text`: at most a third of its letters differ. */
export function nearestName(text: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, steps: stepsBetween(text.toLowerCase().replaceAll('-', '_'), name) }))
    .filter(({ name, steps }) => steps <= Math.max(2, name.length / 3))
    .sort((a, b) => a.steps - b.steps);
  return nearest?.name;
}

/** Letters put in, left out or exchanged (Levenshtein 1966); a name is short, a text may be long. */
function stepsBetween(text: string, name: string): number {
  if (text.length > 2 * name.length) return text.length;
  let row = Array.from({ length: name.length + 1 }, (_, at) => at);
  for (const [down, letter] of [...text].entries()) {
    const next = [down + 1];
    for (const [across, other] of [...name].entries()) {
      const exchanged = (row[across] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(exchanged, (row[across + 1] ?? 0) + 1, (next[across] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
