import type { SessionId } from './session-id.js';

export interface SessionFile {
  readonly path: string;
  /** As its sender called it; never part of a path. */
  readonly name: string;
}

/** Files that are kept for whoever has the id, until nobody has used them for `expirySeconds`. */
export interface Session {
  readonly id: SessionId;
  readonly files: readonly SessionFile[];
  /** Milliseconds since 1970, as is `lastUsedAt`. */
  readonly createdAt: number;
  /** Behind the last use by at most 10 s, and at most a tenth of the expiry. */
  readonly lastUsedAt: number;
  readonly expirySeconds: number;
  /** Of all files together. */
  readonly bytes: number;
  /** What its maker stored with it: JSON, unread here. */
  readonly facts: Readonly<Record<string, unknown>>;
}
