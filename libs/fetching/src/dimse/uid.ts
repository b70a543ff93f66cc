/** A unique identifier (PS3.5, 9.1), also one with the leading zeros that some devices write. */
export const isUid = (text: unknown): text is string =>
  typeof text === 'string' && text.length <= 64 && /^\d+(\.\d+)*$/.test(text);
