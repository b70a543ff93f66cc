import { StorageFull, errorCode } from '@aiaa/volume/errors';

const SENTENCES: ReadonlyMap<unknown, string> = new Map([
  ['ENOSPC', 'is full: free space on it, or delete models that are done with'],
  ['EDQUOT', 'has no room left in the quota of the user that the server runs as'],
  ['EROFS', 'is mounted read-only: mount it to be written, or choose another'],
  ['EACCES', 'may not be written by the user that the server runs as: give it the right, or choose another'],
  ['EPERM', 'may not be written by the user that the server runs as: give it the right, or choose another'],
]);

/** The error itself, or StorageFull where it says that the workspace takes no more files. */
export function orStorageFull(error: unknown, workspace: string): unknown {
  const sentence = SENTENCES.get(errorCode(error));
  return sentence === undefined
    ? error
    : new StorageFull(`The workspace ${workspace} ${sentence}.`, { cause: error });
}
