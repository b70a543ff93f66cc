import type { FaultTag } from '@aiaa/annotator';

const STATUS = {
  MalformedRequest: 400,
  MalformedImage: 400,
  MalformedModelConfig: 400,
  AdminForbidden: 403,
  FetchForbidden: 403,
  RouteNotFound: 404,
  ModelNotFound: 404,
  RemoteNotFound: 404,
  SessionNotFound: 404,
  MethodNotAllowed: 405,
  RequestTimeout: 408,
  ModelBundled: 409,
  LimitExceeded: 413,
  UnsupportedImage: 415,
  UnfitImage: 422,
  UnfitModel: 422,
  SessionGone: 440,
  Cancelled: 499,
  NetworkFailed: 500,
  WorkerLost: 500,
  BrokenInvariant: 500,
  Internal: 500,
  RemoteFailed: 502,
  Overloaded: 503,
  Stopping: 503,
  RemoteTimeout: 504,
  StorageFull: 507,
} satisfies Record<FaultTag, number>;

/**
 * Phrases that no registry has. The C++ client shows the phrase to its user, and "unknown" is what HTTP
 * libraries say of 440 when nobody tells them.
 */
const PHRASES: Readonly<Record<number, string>> = { 440: 'Session Expired', 499: 'Client Closed Request' };

const RETRY_AFTER_SECONDS = { Overloaded: 5, Stopping: 10 } satisfies Partial<Record<FaultTag, number>>;

/** How a fault is said in HTTP. */
export interface FaultStatus {
  readonly status: number;
  /** The reason phrase where the registered one will not do. */
  readonly phrase?: string;
  /** When to come again, for refusals that pass. */
  readonly retryAfterSeconds?: number;
}

/** The one place where faults become statuses: a tag without a status does not compile. */
export function statusOf(tag: FaultTag): FaultStatus {
  const status = STATUS[tag];
  const phrase = PHRASES[status];
  return {
    status,
    ...(phrase === undefined ? {} : { phrase }),
    ...(tag === 'Overloaded' || tag === 'Stopping' ? { retryAfterSeconds: RETRY_AFTER_SECONDS[tag] } : {}),
  };
}
