import type { DicomWebSource } from '@aiaa/annotator';
import { RemoteFailed } from '../errors/remote-failed.js';
import { RemoteNotFound } from '../errors/remote-not-found.js';
import type { FetchedFile } from '../fetch-context.js';
import { assertAnswered } from '../from-http/assert-answered.js';
import { bodyOf } from '../from-http/body-of.js';
import { duringFetch, type Fetching } from '../from-http/during-fetch.js';
import type { WebAnswer } from '../from-http/exchange.js';
import { follow } from '../from-http/follow.js';
import { shownHost } from '../from-http/shown-host.js';
import type { WebContext } from '../from-http/web-context.js';
import { webRequest, type WebRequest } from '../from-http/web-request.js';
import { boundaryOf } from './boundary-of.js';
import { partsOf, type BodyPart } from './parts-of.js';
import { serviceUrl, uidInPath } from './service-url.js';

/**
 * Retrieves a series by WADO-RS (PS3.18, 10.4), each instance as it is stored: asked for in every transfer syntax,
 * a server need not decode what is decoded here anyway.
 *
 * @throws FetchForbidden, RemoteNotFound, RemoteFailed, RemoteTimeout, LimitExceeded, Cancelled; AnnotationFailed
 * `MalformedRequest` for what is no URL, UID or header
 */
export const fetchDicomWeb = (source: DicomWebSource, context: WebContext): Promise<readonly FetchedFile[]> =>
  duringFetch(context, async (fetching) => {
    const { answer, url } = await follow(seriesRequest(source), fetching);
    const host = shownHost(url);
    assertAnswered(answer.status, host);
    const chunks = bodyOf(answer, context, host);
    for await (const part of instancesOf(answer, chunks, host)) await writeInstance(part, fetching);
    if (fetching.received.files.length > 0) return fetching.received.files;
    throw new RemoteNotFound(`${host} has no instance of this series.`);
  });

const ANY_INSTANCE = 'multipart/related; type="application/dicom"; transfer-syntax=*';

function seriesRequest({ url, studyUid, seriesUid, headers = {}, auth }: DicomWebSource): WebRequest {
  const [study, series] = [uidInPath(studyUid, 'study UID'), uidInPath(seriesUid, 'series UID')];
  const request = webRequest({
    kind: 'http',
    url: serviceUrl(url, 'studies', study, 'series', series),
    headers,
    ...(auth === undefined ? {} : { auth }),
  });
  const openHeaders = { accept: ANY_INSTANCE };
  return { ...request, headers: { ...request.headers, ...openHeaders }, openHeaders };
}

async function* instancesOf(
  answer: WebAnswer,
  chunks: AsyncIterable<Uint8Array>,
  host: string,
): AsyncGenerator<BodyPart> {
  const type = answer.header('content-type');
  const boundary = boundaryOf(type);
  if (boundary !== undefined) yield* partsOf(chunks, boundary, host);
  else if (/^\s*application\/dicom\s*(;|$)/i.test(type)) yield { headers: new Map(), bytes: chunks };
  else {
    answer.body.destroy();
    throw new RemoteFailed(
      `${host} answered with ${mediaType(type)}, not with DICOM instances; check that the url is the root of its DICOMweb service.`,
    );
  }
}

const mediaType = (contentType: string): string =>
  /^\s*([\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60})/.exec(contentType)?.[1] ?? 'something without a type';

async function writeInstance({ headers, bytes }: BodyPart, { received, deadlines }: Fetching): Promise<void> {
  const coding = headers.get('content-transfer-encoding')?.toLowerCase() ?? 'binary';
  if (coding !== 'binary' && coding !== '8bit') {
    throw new RemoteFailed(`${deadlines.host} sends its instances as text; only binary parts are read.`);
  }
  await received.write(instanceName(headers, received.files.length + 1), bytes);
}

/** By the SOP instance UID that ends a Content-Location (PS3.18, 8.6.1.2); else by its number. */
function instanceName(headers: ReadonlyMap<string, string>, number: number): string {
  const [, uid] = /\/instances\/([0-9.]{1,64})(?:[/?].*)?$/.exec(headers.get('content-location') ?? '') ?? [];
  return `${uid ?? `instance ${number}`}.dcm`;
}
