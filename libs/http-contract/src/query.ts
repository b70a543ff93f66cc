/** A decoded query string; a name that occurs twice holds a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The value of a query argument, the last where it occurs twice; undefined when absent or empty. */
export function queryText(query: Query, name: string): string | undefined {
  const value = Object.hasOwn(query, name) ? query[name] : undefined;
  const text = typeof value === 'string' ? value : value?.at(-1);
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
