/** The beginning of what a client wrote, for a message that is shown to people. */
export const excerpt = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);

/** The same of a decoded value. JSON knows no NaN and no Infinity, which relaxed JSON has, and would show null. */
export const excerptOf = (value: unknown): string =>
  excerpt(
    String(
      JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
      ),
    ),
  );
