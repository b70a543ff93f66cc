import { errorCode } from '@aiaa/volume/errors';

/** A path that leads nowhere: missing, through a file, in circles, too long; all else, such as EMFILE, is a failure. */
const MISSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

export const isMissing = (error: unknown): boolean => MISSING.has(errorCode(error));

/** What `work` finds; undefined where a path that it takes leads nowhere. */
export async function unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
