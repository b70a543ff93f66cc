import { MalformedImage } from '@aiaa/volume/errors';
import { quoted } from '../quoted.js';

/** `value` is what the field `name` says, throughout this file. @throws MalformedImage */
export function wordsOf(name: string, value: string, count: number): readonly string[] {
  return assertCount(name, value.split(/\s+/), count);
}

/** A whole number of at least `least`. @throws MalformedImage */
export function wholeNumberOf(name: string, value: string, least: number): number {
  const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new MalformedImage(
    `The NRRD field ${quoted(name)} says ${quoted(value)} where a whole number from ${least} on was expected.`,
  );
}

/** NaN is how NRRD says that there is no such number (section 2). @throws MalformedImage */
export function numberOf(name: string, word: string): number {
  if (/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(word)) return Number(word);
  if (/nan/i.test(word)) return NaN;
  if (/inf/i.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  throw new MalformedImage(
    `The NRRD field ${quoted(name)} holds ${quoted(word)} where a number was expected.`,
  );
}

/** `(1,0,0) none (0,0,1)`: undefined for `none`, and for the vector of NaN that older files have. @throws MalformedImage */
export function vectorsOf(
  name: string,
  value: string,
  count: number,
): readonly (readonly number[] | undefined)[] {
  const vector = /none|\([^()]*\)/g;
  if (value.replace(vector, '').trim() !== '') {
    throw new MalformedImage(
      `The NRRD field ${quoted(name)} says ${quoted(value)}; vectors such as (1,0,0) were expected.`,
    );
  }
  return assertCount(name, value.match(vector) ?? [], count).map((text) => {
    if (text === 'none') return undefined;
    const numbers = text.slice(1, -1).split(',').map((word) => numberOf(name, word.trim())); // prettier-ignore
    return numbers.every(Number.isNaN) ? undefined : numbers;
  });
}

/** `"mm" "mm" "mm"`. */
export const stringsOf = (value: string): readonly string[] =>
  Array.from(value.matchAll(/"([^"]*)"/g), ([, text]) => text);

function assertCount(name: string, values: readonly string[], count: number): readonly string[] {
  if (values.length === count) return values;
  throw new MalformedImage(`The NRRD field ${quoted(name)} has ${values.length} values, not ${count}.`);
}
