/** Text that may hold names out of files, for a terminal: no control character of theirs reaches it. */
export const printable = (text: string): string => text.replace(/\p{Cc}/gu, '?');
