const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A finite number, or the decimal text of one: what is built by hand often comes quoted. Undefined for all else,
 * also for what Number would take for one: the empty text is 0 to it, and 0x10 is 16.
 */
export function findNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
