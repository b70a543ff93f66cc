const MOST_LETTERS = 100;

/** A name or a part of a file in the sentence of an error: on one line whatever it holds, and never long. */
export function quoted(text: string): string {
  const shown = JSON.stringify(text.slice(0, MOST_LETTERS));
  return shown.length > MOST_LETTERS ? `${shown.slice(0, MOST_LETTERS)}..."` : shown;
}
