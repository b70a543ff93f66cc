import type { HttpSource } from '@aiaa/annotator';
import { RemoteNotFound } from '../errors/remote-not-found.js';
import type { FetchedFile } from '../fetch-context.js';
import { assertAnswered } from './assert-answered.js';
import { bodyOf } from './body-of.js';
import { downloadName } from './download-name.js';
import { duringFetch, type Fetching } from './during-fetch.js';
import { exchange } from './exchange.js';
import { follow } from './follow.js';
import { refusingPages } from './refuse-page.js';
import { shownHost } from './shown-host.js';
import type { WebContext } from './web-context.js';
import { webRequest } from './web-request.js';

/**
 * Downloads what lies behind a URL into one file: an image, or an archive of images. Which of them it is shows when
 * it is read; only web pages, XML and JSON are refused here.
 *
 * @throws FetchForbidden, RemoteNotFound, RemoteFailed, RemoteTimeout, LimitExceeded, UnsupportedImage, Cancelled;
 * AnnotationFailed `MalformedRequest` for what is no URL, method or header
 */
export function fetchHttp(source: HttpSource, context: WebContext): Promise<readonly FetchedFile[]> {
  const within = { ...context, limits: limitsOf(source, context) };
  return duringFetch(within, (fetching) => download(source, within, fetching));
}

async function download(
  source: HttpSource,
  context: WebContext,
  fetching: Fetching,
): Promise<readonly FetchedFile[]> {
  const request = webRequest(source);
  const send = source.allowRedirects === false ? sendOnce : follow;
  const { answer, url } = await send(request, fetching);
  const host = shownHost(url);
  assertAnswered(answer.status, host);
  const chunks = notEmpty(bodyOf(answer, context, host), host);
  await fetching.received.write(downloadName(answer, url), refusingPages(chunks, host));
  return fetching.received.files;
}

const sendOnce: typeof follow = async (request, call) => ({
  answer: await exchange(request, call),
  url: request.url,
});

async function* notEmpty(chunks: AsyncIterable<Uint8Array>, host: string): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes === 0) throw new RemoteNotFound(`${host} answered with nothing at all.`);
}

/** What is asked for may only be shorter than what is allowed. */
function limitsOf({ timeoutSeconds }: HttpSource, { limits }: WebContext): WebContext['limits'] {
  if (timeoutSeconds === undefined) return limits;
  const asked = Math.max(1, timeoutSeconds * 1000);
  return {
    ...limits,
    connectMilliseconds: Math.min(limits.connectMilliseconds, asked),
    idleMilliseconds: Math.min(limits.idleMilliseconds, asked),
  };
}
