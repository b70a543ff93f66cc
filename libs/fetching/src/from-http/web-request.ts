import { malformedRequest, type Credentials, type HttpSource, type QueryValue } from '@aiaa/annotator';

/** One request, all of it decided. */
export interface WebRequest {
  readonly method: 'GET' | 'POST';
  /** Without credentials. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Those among them that are ours and not the asker's: every host on the way may see them. */
  readonly openHeaders?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** Whether the certificate of the other side must be trusted. */
  readonly verify: boolean;
}

/**
 * The request that python-requests makes of the same words: lists in `params` and `data` repeat their name, `data`
 * goes before `json`, `auth` before a header of that name, and a URL may hold credentials. What belongs to the
 * connection and not to the request (`Host`, `Content-Length`, `Connection` and the like) is left out.
 * @throws AnnotationFailed `MalformedRequest`
 */
export function webRequest(source: HttpSource): WebRequest {
  const url = webUrl(source.url);
  const auth = source.auth ?? credentialsIn(url);
  const body = bodyOf(source);
  const headers = {
    ...(body === undefined ? {} : { 'content-type': body.type }),
    ...requestHeaders(source.headers, auth),
    ...cookieHeader(source),
  };
  url.username = '';
  url.password = '';
  if (source.params !== undefined) url.search = joined(url.search.slice(1), formText(source.params));
  return {
    method: methodOf(source.method),
    url,
    headers,
    ...(body === undefined ? {} : { body: body.bytes }),
    verify: source.verify ?? true,
  };
}

/** @throws AnnotationFailed `MalformedRequest` */
export function webUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined) return url;
  throw malformedRequest(
    'The url is none: an address such as https://pacs.example/image.nii.gz was expected.',
  );
}

/**
 * Headers as they are sent, names in lower case; an answer comes as it is, for nothing here should be inflated twice.
 * @throws AnnotationFailed `MalformedRequest`
 */
export function requestHeaders(
  given: Readonly<Record<string, string>> = {},
  auth?: Credentials,
): Readonly<Record<string, string>> {
  const own = Object.entries(given).map(([name, value]) => [name.toLowerCase(), value] as const);
  for (const [name, value] of own) assertHeader(name, value);
  return {
    accept: '*/*',
    'user-agent': 'aiaa',
    ...Object.fromEntries(own.filter(([name]) => !OF_THE_CONNECTION.test(name))),
    ...(auth === undefined ? {} : { authorization: basic(auth) }),
    'accept-encoding': 'identity',
  };
}

const OF_THE_CONNECTION =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|range|if-range|http2-settings|proxy-.*)$/;

/** RFC 9110, 5.6.2 (token) and 5.5 (field values). */
function assertHeader(name: string, value: string): void {
  if (!/^[!#$%&'*+.^_`|~\w-]{1,100}$/.test(name)) {
    throw malformedRequest('A header has a name that HTTP does not allow: letters, digits and - are.');
  }
  if (value.length > 8192 || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw malformedRequest(
      `The header ${name} holds what HTTP does not allow: printable Latin letters in one line of at most 8192.`,
    );
  }
}

const basic = ({ user, password }: Credentials): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function credentialsIn({ username, password }: URL): Credentials | undefined {
  if (username === '' && password === '') return undefined;
  return { user: decoded(username), password: decoded(password) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function cookieHeader({ cookies = {}, headers = {} }: HttpSource): { readonly cookie?: string } {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
  if (pairs.length === 0) return {};
  if (pairs.some((pair) => !/^[^=;,\s]+=[^;]*$/.test(pair))) {
    throw malformedRequest('A cookie holds what no cookie may: its name no =, ; or space, its value no ;.');
  }
  const [, given] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'cookie') ?? [];
  const cookie = [...(given === undefined ? [] : [given]), ...pairs].join('; ');
  assertHeader('cookie', cookie);
  return { cookie };
}

function bodyOf({
  data,
  json,
}: HttpSource): { readonly type: string; readonly bytes: Uint8Array } | undefined {
  const form = 'application/x-www-form-urlencoded';
  if (typeof data === 'string') return { type: form, bytes: Buffer.from(data) };
  if (data !== undefined) return { type: form, bytes: Buffer.from(formText(data)) };
  if (json === undefined) return undefined;
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(json)) };
}

/** `a=1&a=2`: a list repeats its name. */
function formText(fields: Readonly<Record<string, QueryValue>>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  );
  return new URLSearchParams(pairs).toString();
}

const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('&');

function methodOf(method = 'GET'): 'GET' | 'POST' {
  const upper = method.toUpperCase();
  if (upper === 'GET' || upper === 'POST') return upper;
  throw malformedRequest('The method is none that fetches an image: GET and POST are.');
}
