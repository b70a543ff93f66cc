import { stat } from 'node:fs/promises';
import { errorCode } from '@aiaa/volume/errors';
import { FileProblem } from './file-problem.js';

/** @throws FileProblem when `path` is no file. */
export async function requireFile(path: string): Promise<void> {
  const stats = await stat(path).catch((cause: unknown) => {
    const why =
      errorCode(cause) === 'ENOENT' ? 'does not exist' : `cannot be read (${String(errorCode(cause))})`;
    throw new FileProblem(`${path} ${why}.`, { cause });
  });
  if (!stats.isFile()) throw new FileProblem(`${path} is not a file.`);
}
