export type { FetchContext, FetchedFile, FetchProgress } from './fetch-context.js';
export { fetchImage } from './fetch-image.js';
export { DEFAULT_FETCH_SETTINGS, type FetchSettings } from './fetch-settings.js';
export { DEFAULT_FETCH_LIMITS, type FetchLimits } from './fetch-limits.js';
export { FetchForbidden } from './errors/fetch-forbidden.js';
export { RemoteFailed } from './errors/remote-failed.js';
export { RemoteNotFound } from './errors/remote-not-found.js';
export { RemoteTimeout } from './errors/remote-timeout.js';
export { fetchDicomWeb } from './from-dicomweb/fetch-dicomweb.js';
export { fetchHttp } from './from-http/fetch-http.js';
export type { WebContext } from './from-http/web-context.js';
export {
  storeDicomWeb,
  type DicomWebTarget,
  type StoreContext,
  type StoredInstances,
} from './to-dicomweb/store-dicomweb.js';
export {
  DEFAULT_URL_POLICY,
  isHostEntry,
  judgeAddress,
  resolveAllowed,
  type AddressTarget,
  type ResolvedAddress,
  type Resolver,
  type UrlPolicy,
} from './url-policy.js';
export type { SendContext } from './send-context.js';
export type { DicomOptions, DicomTls } from './dimse/dicom-options.js';
export { readTls } from './dimse/read-tls.js';
export type { TlsFiles } from './tls-files.js';
export { parsePeer } from './dimse/parse-peer.js';
export { fetchDicom } from './from-dicom/fetch-dicom.js';
export { echoDicom } from './to-dicom/echo-dicom.js';
export { storeDicom } from './to-dicom/store-dicom.js';
