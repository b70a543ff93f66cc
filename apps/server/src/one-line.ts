// Controls, invisible formatting such as a change of the writing direction, and the line ends of Unicode.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A message that may quote a client: nothing of it can forge a line, or reach a terminal as a command. */
export const oneLine = (message: string): string =>
  message.replace(UNSEEN, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
