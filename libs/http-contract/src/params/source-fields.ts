import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import { findNumber } from '../number-text.js';
import { findSwitch } from '../switch-word.js';

/** The members of an object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Fields, and the path at which they stand in the request: empty at the top. */
export interface PlacedFields {
  readonly fields: Fields;
  readonly at: string;
}

/** What is absent, null or empty was not given: forms send empty texts for what nobody filled in. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A member of an object that is there only when it has a value. */
export const member = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>); // a computed name has the type of all texts

/** @throws MalformedRequest when it is no object */
export function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value));
  }
  throw expected(value, place, 'an object');
}

/** `dicom.server_port`. */
export const placeOf = ({ at }: PlacedFields, name: string): string => (at === '' ? name : `${at}.${name}`);

/** A text of one line, undefined where none is given; numbers are as good, for identifiers often are. */
export function decodeText(from: PlacedFields, name: string, longest: number): string | undefined {
  const value = from.fields[name];
  if (!isGiven(value)) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && text.length <= longest && !/\p{Cc}/u.test(text)) return text;
  throw expected(value, placeOf(from, name), `a text in one line of at most ${longest} characters`);
}

/** @throws MalformedRequest where none is given */
export function requireText(from: PlacedFields, name: string, longest: number): string {
  const text = decodeText(from, name, longest);
  if (text !== undefined) return text;
  throw new MalformedRequest(`${placeOf(from, name)} is missing.`);
}

/** True or false, also as the words and numbers that clients write for them. */
export function decodeFlag(from: PlacedFields, name: string): boolean | undefined {
  const value = from.fields[name];
  if (!isGiven(value)) return undefined;
  const flag = typeof value === 'boolean' ? value : findSwitch(wordOf(value));
  if (flag !== undefined) return flag;
  throw expected(value, placeOf(from, name), 'true or false');
}

const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A number, also quoted, within bounds. */
export function decodeNumber(value: unknown, place: string, range: NumberRange): number {
  const number = findNumber(value);
  const fits = number !== undefined && number >= range.least && number <= range.most;
  if (fits && (range.whole !== true || Number.isInteger(number))) return number;
  const kind = range.whole === true ? 'a whole number' : 'a number';
  throw expected(value, place, `${kind} from ${range.least} to ${range.most}`);
}

export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

export const expected = (value: unknown, place: string, what: string): MalformedRequest =>
  new MalformedRequest(`${place} is ${excerptOf(value)}; ${what} was expected.`);
