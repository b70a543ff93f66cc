import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { errorCode } from '@aiaa/volume/errors';
import { FileProblem } from './file-problem.js';

/** @throws FileProblem when `path` is no file, or one that may not be read. */
export async function requireFile(path: string): Promise<void> {
  const refuse = (cause: unknown): never => {
    const why =
      errorCode(cause) === 'ENOENT' ? 'does not exist' : `cannot be read (${String(errorCode(cause))})`;
    throw new FileProblem(`${path} ${why}.`, { cause });
  };
  const stats = await stat(path).catch(refuse);
  if (!stats.isFile()) throw new FileProblem(`${path} is not a file.`);
  await access(path, constants.R_OK).catch(refuse);
}
