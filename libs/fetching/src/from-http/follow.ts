import { RemoteFailed } from '../errors/remote-failed.js';
import { exchange, type WebAnswer, type WebCall } from './exchange.js';
import { requestHeaders, type WebRequest } from './web-request.js';
import { shownHost } from './shown-host.js';

/** As many as python-requests follows. */
const MOST_REDIRECTS = 30;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export interface FollowedAnswer {
  readonly answer: WebAnswer;
  /** Where it came from in the end. */
  readonly url: URL;
}

/**
 * Sends a request and follows where it is sent on, each step judged like the first. What the asker gave (headers,
 * cookies, credentials, body) goes to the first scheme, host and port alone, and not again to them once it was left.
 * @throws FetchForbidden, RemoteFailed; what axios throws
 */
export async function follow(request: WebRequest, call: WebCall): Promise<FollowedAnswer> {
  let current = request;
  for (let count = 0; count <= MOST_REDIRECTS; count++) {
    const answer = await exchange(current, call);
    if (!REDIRECTS.has(answer.status)) return { answer, url: current.url };
    answer.body.destroy();
    current = redirected(current, answer);
  }
  throw new RemoteFailed(
    `${shownHost(current.url)} redirects in a circle, or more than ${MOST_REDIRECTS} times.`,
  );
}

function redirected(request: WebRequest, answer: WebAnswer): WebRequest {
  const { status } = answer;
  const url = locationOf(request.url, answer);
  const same = url.origin === request.url.origin;
  const { body, ...bare } = request;
  const headers = same ? request.headers : { ...requestHeaders(), ...request.openHeaders };
  // RFC 9110, 15.4: 303 asks for a GET, and after 301 and 302 a POST becomes one too, as clients have always done.
  if (status !== 307 && status !== 308) return { ...bare, url, method: 'GET', headers: withoutBody(headers) };
  if (same || body === undefined) return { ...request, url, headers };
  throw new RemoteFailed(
    `${shownHost(request.url)} sends the request on to ${shownHost(url)}; what it holds is not shown to another ` +
      'host: ask that one.',
  );
}

function locationOf(from: URL, answer: WebAnswer): URL {
  const location = answer.header('location');
  if (location === '' || !URL.canParse(location, from.href)) {
    throw new RemoteFailed(`${shownHost(from)} redirects (${answer.status}) without saying where to.`);
  }
  const url = new URL(location, from);
  url.username = '';
  url.password = '';
  return url;
}

const withoutBody = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-type'));
