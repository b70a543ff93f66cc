/** What one request may cost. Every limit is a flag of the server. */
export interface Limits {
  readonly uploadBytes: number;
  readonly paramsBytes: number;
  readonly parts: number;
  readonly partHeaderBytes: number;
  /** How long a body may pause. There is no limit on the whole: an upload of ten minutes is real. */
  readonly bodyIdleMilliseconds: number;
  /** How much of a refused body is read and dropped, so that a client that still sends hears the answer. */
  readonly drainBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  uploadBytes: 4 * 1024 ** 3,
  paramsBytes: 16 * 1024 ** 2,
  parts: 4096,
  partHeaderBytes: 16 * 1024,
  bodyIdleMilliseconds: 120_000,
  drainBytes: 64 * 1024 ** 2,
};
