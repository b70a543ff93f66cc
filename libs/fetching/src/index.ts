export type { FetchContext, FetchedFile, FetchProgress } from './fetch-context.js';
export { DEFAULT_FETCH_LIMITS, type FetchLimits } from './fetch-limits.js';
export { FetchForbidden } from './errors/fetch-forbidden.js';
export { RemoteFailed } from './errors/remote-failed.js';
export { RemoteNotFound } from './errors/remote-not-found.js';
export { RemoteTimeout } from './errors/remote-timeout.js';
