/** What one fetch may take before it is broken off. */
export interface FetchLimits {
  /** Of all files together, as they come over the line and as they are written. */
  readonly bytes: number;
  readonly files: number;
  /** Until the remote has accepted the connection. */
  readonly connectMilliseconds: number;
  /** Without a byte from the remote. */
  readonly idleMilliseconds: number;
  /** From the first step to the last. */
  readonly totalMilliseconds: number;
}

export const DEFAULT_FETCH_LIMITS: FetchLimits = {
  bytes: 4 * 1024 ** 3,
  files: 20_000,
  connectMilliseconds: 10_000,
  idleMilliseconds: 60_000,
  totalMilliseconds: 30 * 60_000,
};
