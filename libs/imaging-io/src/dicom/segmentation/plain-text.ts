/**
 * A text as one value of a short element: on one line, without the backslash that would part it in two, and no longer
 * than `most` letters (PS3.5, table 6.2-1: 64 for LO, 16 for SH). `otherwise` stands for what is empty then.
 */
export function plainText(text: string, most: number, otherwise: string): string {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('\\', '/')
    .trim();
  return [...line].slice(0, most).join('').trimEnd() || otherwise;
}
