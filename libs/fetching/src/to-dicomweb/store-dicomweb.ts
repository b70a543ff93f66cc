import { randomUUID } from 'node:crypto';
import { malformedRequest, type Credentials } from '@aiaa/annotator';
import type { FileOnDisk } from '@aiaa/imaging-io';
import { LimitExceeded } from '@aiaa/volume/errors';
import { RemoteFailed } from '../errors/remote-failed.js';
import type { FetchLimits } from '../fetch-limits.js';
import { serviceUrl } from '../from-dicomweb/service-url.js';
import { assertAnswered } from '../from-http/assert-answered.js';
import { bodyOf } from '../from-http/body-of.js';
import { duringFetch } from '../from-http/during-fetch.js';
import { exchange, type WebCall } from '../from-http/exchange.js';
import { shownHost } from '../from-http/shown-host.js';
import { webRequest, type WebRequest } from '../from-http/web-request.js';
import type { Resolver, UrlPolicy } from '../url-policy.js';
import { multipartBody } from './multipart-body.js';
import { stowAnswer, type StowAnswer } from './stow-answer.js';

/** A DICOMweb service that takes instances. */
export interface DicomWebTarget {
  /** The root of the service, such as `https://pacs/dicom-web`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly auth?: Credentials;
  /** Whether the certificate of the service must be trusted; true when absent. */
  readonly verify?: boolean;
}

export interface StoreContext {
  /** `bytes` and `files` bound what is sent. */
  readonly limits: FetchLimits;
  readonly policy: UrlPolicy;
  readonly signal?: AbortSignal;
  readonly resolve?: Resolver;
}

export interface StoredInstances {
  readonly instances: number;
}

/** An answer names each instance in some hundred bytes. */
const MOST_ANSWER_BYTES = 32 * 1024 ** 2;

/**
 * Sends DICOM files to a DICOMweb service in one request (STOW-RS: PS3.18, 10.5), read from disk as they go. It has
 * succeeded only when the answer names no instance as failed.
 *
 * @throws FetchForbidden, RemoteNotFound, RemoteFailed, RemoteTimeout, LimitExceeded, Cancelled; AnnotationFailed
 * `MalformedRequest`
 */
export async function storeDicomWeb(
  files: readonly FileOnDisk[],
  target: DicomWebTarget,
  context: StoreContext,
): Promise<StoredInstances> {
  if (files.length === 0) throw malformedRequest('There is no file to store.');
  const { limits } = context;
  if (files.length > limits.files) {
    throw new LimitExceeded(`There are ${files.length} files to store, above the limit of ${limits.files}.`);
  }
  const answerLimits = { ...limits, bytes: MOST_ANSWER_BYTES };
  return duringFetch({ ...context, limits: answerLimits, folder: '' }, async (call) => {
    const request = await storeRequest(files, target, { context, call });
    const answer = await exchange(request, call);
    const host = shownHost(request.url);
    const text = await textOf(bodyOf(answer, { limits: answerLimits, folder: '' }, host));
    assertStored(answer.status, stowAnswer(text), host);
    return { instances: files.length };
  });
}

async function storeRequest(
  files: readonly FileOnDisk[],
  { url, headers = {}, auth, verify = true }: DicomWebTarget,
  { context, call }: { readonly context: StoreContext; readonly call: WebCall },
): Promise<WebRequest> {
  const { contentType, length, chunks } = await multipartBody(files, `aiaa-${randomUUID()}`);
  if (length > context.limits.bytes) {
    throw new LimitExceeded('The files to store are larger together than the limit of one transfer.');
  }
  const request = webRequest({
    kind: 'http',
    method: 'POST',
    url: serviceUrl(url, 'studies'),
    headers,
    verify,
    ...(auth === undefined ? {} : { auth }),
  });
  const own = {
    accept: 'application/dicom+json',
    'content-type': contentType,
    'content-length': String(length),
  };
  return { ...request, headers: { ...request.headers, ...own }, body: heard(chunks, call) };
}

/** What goes out shows too that the other side is there. */
async function* heard(chunks: AsyncIterable<Uint8Array>, { deadlines }: WebCall): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    deadlines.heard();
    yield chunk;
  }
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const held: Uint8Array[] = [];
  for await (const chunk of chunks) held.push(chunk);
  return Buffer.concat(held).toString('utf8');
}

/** 200: all are stored; 202: some are, or with warnings; 409: none (PS3.18, 10.5.3). */
function assertStored(status: number, { failed, stored, reason }: StowAnswer, host: string): void {
  if (status === 400 || status === 415) {
    throw new RemoteFailed(
      `${host} refused the files (${status}); one of them may be no DICOM that it reads.`,
    );
  }
  if (status !== 409) assertAnswered(status, host);
  if (status !== 409 && failed === 0) return;
  const counts = failed === 0 ? 'refused the instances' : `refused ${failed} of the instances`;
  const kept = stored === undefined ? '' : ` and stored ${stored}`;
  const why = reason === undefined ? '' : ` (failure reason ${reason})`;
  throw new RemoteFailed(`${host} ${counts}${kept}${why}; see its log.`);
}
