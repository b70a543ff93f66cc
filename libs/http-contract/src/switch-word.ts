/** A boolean as clients write it: JSON's, Python's in capitals, or a number. Undefined for any other word. */
export const findSwitch = (word: string): boolean | undefined => SWITCHES.get(word.toLowerCase());

const SWITCHES: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);
