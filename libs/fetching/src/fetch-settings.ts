import { DEFAULT_FETCH_LIMITS, type FetchLimits } from './fetch-limits.js';
import type { TlsFiles } from './tls-files.js';
import { DEFAULT_URL_POLICY, type UrlPolicy } from './url-policy.js';

/** How whoever runs this fetches. */
export interface FetchSettings {
  readonly limits: FetchLimits;
  readonly policy: UrlPolicy;
  /** What we call ourselves in a DICOM network, where a source does not say; `AIAA` when absent. */
  readonly callingAeTitle?: string;
  /** For DICOM servers that are reached over TLS. */
  readonly tls?: TlsFiles;
}

export const DEFAULT_FETCH_SETTINGS: FetchSettings = {
  limits: DEFAULT_FETCH_LIMITS,
  policy: DEFAULT_URL_POLICY,
};
