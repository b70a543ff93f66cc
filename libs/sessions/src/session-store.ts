import type { SessionId } from './session-id.js';
import type { Session } from './session.js';

/** Where sessions are kept. Every method may be called by any number of requests at once. */
export interface SessionStore {
  /**
   * Lends a new folder on the file system that sessions live on; what `work` does not keep is removed however
   * the work ends.
   * @throws StorageFull also for a full disk that `work` ran into
   */
  stage<T>(work: (staged: StagedSession) => Promise<T>): Promise<T>;
  /**
   * Finds a session, and counts as a use of it.
   * @throws SessionGone when it is unknown, damaged, removed or expired
   */
  use(id: string): Promise<Session>;
  /** Finds a session without counting as a use. @throws SessionGone as `use` does */
  look(id: string): Promise<Session>;
  /**
   * Removes a session at once; files that a running request has open stay readable to it (POSIX).
   * @throws SessionGone as `use` does, also to the second of two that remove at once
   */
  remove(id: string): Promise<void>;
  /** Stops the sweep, after letting one that runs end. */
  close(): Promise<void>;
}

/** A session in the making. */
export interface StagedSession {
  /** What it will be called, for what else is to be known by that name; until it is kept nobody finds it. */
  readonly id: SessionId;
  /** For whoever stages to write into: flat, plain files. */
  readonly folder: string;
  /**
   * Brings a file of the folder to the disk, where `keep` wants it, while other things go on; what fails here,
   * `keep` meets again.
   */
  flush(file: string): Promise<void>;
  /**
   * Makes the folder a session. Once this resolves, it survives a crash and a restart. Whatever lies in the folder
   * and is not among `files` goes.
   * @throws StorageFull when quota or disk do not hold it; nothing stays behind
   * @throws LimitExceeded when names and facts are too long to be kept
   * @throws BrokenInvariant for a file that is not a plain one in the folder, and when called twice
   */
  keep(session: KeptSession): Promise<Session>;
}

export interface KeptSession {
  /** `file` is a name in the staged folder, `name` what its sender called it. */
  readonly files: readonly { readonly file: string; readonly name: string }[];
  /** Bounded by the ceiling; absent, 0, negative or NaN: the default. */
  readonly expirySeconds?: number;
  /** JSON; comes back with the session. */
  readonly facts?: Readonly<Record<string, unknown>>;
}
