import type { FetchLimits } from './fetch-limits.js';

/** What every fetch is given besides its source. */
export interface FetchContext {
  /** An existing folder of the fetch's own: what it writes is flat, plain files under names of its own. */
  readonly folder: string;
  readonly limits: FetchLimits;
  readonly signal?: AbortSignal;
  /** Hears of every file that is complete; `of` where the remote says how many there are. */
  readonly onProgress?: (progress: FetchProgress) => void;
}

export interface FetchProgress {
  readonly files: number;
  readonly bytes: number;
  readonly of?: number;
}

/** A file that was fetched. */
export interface FetchedFile {
  readonly path: string;
  /** What the remote calls it, never a path: for errors and for order. */
  readonly name: string;
}
