import { dirname } from 'node:path';
import { errorCode } from '@aiaa/volume/errors';
import { FileProblem } from './file-problem.js';

/** Why a result cannot be put at `path`, from what the file system said. */
export function cannotWrite(path: string, cause: unknown): FileProblem {
  const code = String(errorCode(cause));
  return new FileProblem(`${path} cannot be written: ${REASONS[code]?.(path) ?? code}.`, { cause });
}

const REASONS: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no folder ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is no folder`,
  EISDIR: () => 'a folder has that name',
  EACCES: (path) => `you may not write to ${dirname(path)}`,
  EPERM: (path) => `you may not write to ${dirname(path)}`,
  EROFS: (path) => `${dirname(path)} is read-only`,
  ENOSPC: () => 'the disk is full',
};
