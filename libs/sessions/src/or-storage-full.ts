import { StorageFull, errorCode } from '@aiaa/volume/errors';

/** EDQUOT is the disk quota of the user that the server runs as. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** The error itself, or StorageFull where it says that the disk is full. */
export const orStorageFull = (error: unknown): unknown =>
  FULL.has(errorCode(error))
    ? new StorageFull(
        'The disk that holds the sessions is full: free space on it, or end sessions that are done with.',
        { cause: error },
      )
    : error;
