/** What a reader may use before it refuses. */
export interface ReadLimits {
  /** Bytes of the decoded file in memory: the voxels, and whatever the file holds before them. */
  readonly decodedBytes: number;
}

export const DEFAULT_LIMITS: ReadLimits = { decodedBytes: 4 * 1024 ** 3 };
