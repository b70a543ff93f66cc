// How images are fetched, for those who say it and do not fetch: without the libraries of DICOM and HTTP, which take a
// tenth of a second to load, and 10 MB.
export { DEFAULT_FETCH_SETTINGS, type FetchSettings } from './fetch-settings.js';
export { DEFAULT_FETCH_LIMITS, type FetchLimits } from './fetch-limits.js';
export type { TlsFiles } from './tls-files.js';
export { DEFAULT_URL_POLICY, isHostEntry, type UrlPolicy } from './url-policy.js';
