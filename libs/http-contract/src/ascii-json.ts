// Everything outside printable ASCII; a control character is escaped by JSON.stringify itself, DEL is not.
const BEYOND_ASCII = /[\u007f-\uffff]/g;

/** JSON in ASCII alone: one byte per character, whatever a client takes our charset for. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    BEYOND_ASCII,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
