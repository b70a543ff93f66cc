import type { Credentials, HttpSource, QueryValue } from '@aiaa/annotator';
import { MalformedRequest } from '../errors/malformed-request.js';
import { excerptOf } from '../excerpt.js';
import {
  decodeFlag,
  decodeNumber,
  decodeText,
  expected,
  fieldsOf,
  isGiven,
  member,
  placeOf,
  requireText,
  type PlacedFields,
} from './source-fields.js';

const [LONGEST_URL, LONGEST_TEXT, MOST_NAMES] = [8192, 8192, 100];

/** A day: what is longer is no timeout. */
const LONGEST_TIMEOUT = 86_400;

/** The arguments of python-requests that say what is asked for. @throws MalformedRequest with the place */
export function decodeHttpSource(from: PlacedFields): HttpSource {
  refuseCertificates(from);
  return {
    kind: 'http',
    url: decodeWebAddress(from, 'url'),
    ...member('method', decodeMethod(from)),
    ...member('params', decodeParams(from)),
    ...member('headers', decodeTexts(from, 'headers')),
    ...member('cookies', decodeTexts(from, 'cookies')),
    ...member('auth', decodeCredentials(from)),
    ...member('data', decodeData(from)),
    ...member('json', from.fields['json'] ?? undefined),
    ...member('timeoutSeconds', decodeTimeout(from)),
    ...member('allowRedirects', decodeFlag(from, 'allow_redirects')),
    ...member('verify', decodeFlag(from, 'verify')),
  };
}

/** An address of http or https, as it was written. @throws MalformedRequest */
export function decodeWebAddress(from: PlacedFields, name: string): string {
  const address = requireText(from, name, LONGEST_URL).trim();
  // The address may hold a password, so it is not shown.
  if (URL.canParse(address) && /^https?:\/\//i.test(address)) return address;
  throw new MalformedRequest(
    `${placeOf(from, name)} is no address of http:// or https://, which was expected.`,
  );
}

/** `[user, password]`. @throws MalformedRequest */
export function decodeCredentials(from: PlacedFields): Credentials | undefined {
  const value = from.fields['auth'];
  if (!isGiven(value)) return undefined;
  const [user, password, ...rest]: unknown[] = Array.isArray(value) ? value : [];
  const short = (one: unknown): one is string => typeof one === 'string' && one.length <= LONGEST_TEXT;
  if (short(user) && short(password) && rest.length === 0) return { user, password };
  throw new MalformedRequest(
    `${placeOf(from, 'auth')} is no list of two texts; ["user", "password"] was expected.`,
  );
}

/** Texts by their names, such as headers and cookies. @throws MalformedRequest */
export function decodeTexts(from: PlacedFields, name: string): Readonly<Record<string, string>> | undefined {
  const value = from.fields[name];
  if (!isGiven(value)) return undefined;
  const texts = membersOf(value, placeOf(from, name));
  return Object.fromEntries(
    Object.entries(texts.fields).flatMap(([key]) => {
      const text = decodeText(texts, key, LONGEST_TEXT);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

function membersOf(value: unknown, at: string): PlacedFields {
  const fields = fieldsOf(value, at);
  const count = Object.keys(fields).length;
  if (count <= MOST_NAMES) return { fields, at };
  throw new MalformedRequest(`${at} holds ${count} names; at most ${MOST_NAMES} were expected.`);
}

/** A query as it stands in a URL, or its values by their names. */
function decodeParams(from: PlacedFields): HttpSource['params'] {
  const value = from.fields['params'];
  if (!isGiven(value)) return undefined;
  const place = placeOf(from, 'params');
  if (typeof value !== 'string') return decodeValues(value, place);
  const query = new URLSearchParams(value);
  return decodeValues(Object.fromEntries([...query.keys()].map((key) => [key, query.getAll(key)])), place);
}

function decodeData(from: PlacedFields): HttpSource['data'] {
  const value = from.fields['data'];
  if (!isGiven(value)) return undefined;
  return typeof value === 'string' ? value : decodeValues(value, placeOf(from, 'data'));
}

function decodeValues(value: unknown, at: string): Readonly<Record<string, QueryValue>> {
  const { fields } = membersOf(value, at);
  return Object.fromEntries(
    Object.entries(fields)
      // python-requests leaves out what is None.
      .filter(([, one]) => one !== null && one !== undefined)
      .map(([name, one]) => [name, decodeValue(one, `${at}.${name.slice(0, 40)}`)]),
  );
}

function decodeValue(value: unknown, place: string): QueryValue {
  if (!Array.isArray(value)) return valueText(value, place);
  if (value.length > MOST_NAMES) throw expected(value, place, `a list of at most ${MOST_NAMES} values`);
  return value.map((item, i) => valueText(item, `${place}[${i}]`));
}

/** As Python writes them: `True`, `1.5`, `word`. */
function valueText(value: unknown, place: string): string {
  if (typeof value === 'string' && value.length <= LONGEST_TEXT) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  throw expected(value, place, 'a text or a number, or a list of them,');
}

function decodeMethod(from: PlacedFields): string | undefined {
  const method = decodeText(from, 'method', 64)?.trim().toUpperCase();
  if (method === undefined || method === 'GET' || method === 'POST') return method;
  throw expected(method, placeOf(from, 'method'), 'GET or POST');
}

/** One number, or python-requests' pair: to connect, and without a byte. */
function decodeTimeout(from: PlacedFields): number | undefined {
  const value = from.fields['timeout'];
  const last: unknown = Array.isArray(value) && value.length === 2 ? value[1] : value;
  if (!isGiven(last)) return undefined;
  return decodeNumber(last, placeOf(from, 'timeout'), { least: 0.001, most: LONGEST_TIMEOUT });
}

/** They would be files of this server, which nobody outside may name. */
function refuseCertificates(from: PlacedFields): void {
  const { cert, verify } = from.fields;
  if (isGiven(cert)) {
    throw new MalformedRequest(
      `${placeOf(from, 'cert')} names a certificate on this server, which requests cannot choose; leave it out.`,
    );
  }
  if (typeof verify !== 'string' || /^(true|false|0|1|)$/i.test(verify)) return;
  throw new MalformedRequest(
    `${placeOf(from, 'verify')} is ${excerptOf(verify)}, which names a file on this server; true or false was expected.`,
  );
}
