import type { DicomSource, ImageSource } from '@aiaa/annotator';
import type { FetchContext, FetchedFile } from './fetch-context.js';
import type { FetchSettings } from './fetch-settings.js';
import { readTls } from './dimse/read-tls.js';
import { fetchDicom } from './from-dicom/fetch-dicom.js';
import { fetchDicomWeb } from './from-dicomweb/fetch-dicomweb.js';
import { fetchHttp } from './from-http/fetch-http.js';
import { resolveAllowed } from './url-policy.js';

/**
 * Fetches an image from wherever it is into files of one folder; all of it, or nothing stays.
 * @throws FetchForbidden, RemoteNotFound, RemoteFailed, RemoteTimeout, LimitExceeded, UnsupportedImage, Cancelled;
 * AnnotationFailed `MalformedRequest` for a source that makes no sense
 */
export function fetchImage(
  source: ImageSource,
  context: FetchContext & FetchSettings,
): Promise<readonly FetchedFile[]> {
  switch (source.kind) {
    case 'dicom':
      return fromDicom(source, context);
    case 'dicomweb':
      return fetchDicomWeb(source, context);
    case 'http':
      return fetchHttp(source, context);
  }
}

async function fromDicom(
  source: DicomSource,
  { policy, callingAeTitle, tls, ...context }: FetchContext & FetchSettings,
): Promise<readonly FetchedFile[]> {
  return fetchDicom(source, context, {
    resolve: (host, port) => resolveAllowed(host, port, policy),
    ...(callingAeTitle === undefined ? {} : { callingAeTitle }),
    ...(tls === undefined || source.tls !== true ? {} : { tls: await readTls(tls) }),
  });
}
