/** What a reader may use before it refuses. */
export interface ReadLimits {
  /** Bytes of decoded voxels in memory, and of what is read past to reach them; for all channels together. */
  readonly decodedBytes: number;
  /** Files in one archive. */
  readonly archiveEntries: number;
}

export const DEFAULT_LIMITS: ReadLimits = { decodedBytes: 4 * 1024 ** 3, archiveEntries: 20_000 };
