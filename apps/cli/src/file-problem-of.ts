import { errorCode } from '@aiaa/volume/errors';
import { FileProblem } from './file-problem.js';

/** What the file system refuses (EIO, EACCES and their like), as a sentence; any other error is left as it is. */
export function fileProblemOf(paths: readonly string[], cause: unknown): unknown {
  const code = errorCode(cause);
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) return cause;
  return new FileProblem(`${paths.join(', ')} cannot be read (${code}).`, { cause });
}
