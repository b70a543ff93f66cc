import { constants } from 'node:fs';
import { access, lstat, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cannotWrite } from './cannot-write.js';
import { FileProblem } from './file-problem.js';

/**
 * Before the work, so that nobody waits for a result that has nowhere to go.
 * @throws FileProblem when `path` lies in no folder that can be written to, or is taken and `replace` is false.
 */
export async function requirePlace(path: string, replace: boolean): Promise<void> {
  await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
    throw cannotWrite(path, cause);
  });
  const pointed = await stat(path).catch(() => undefined);
  if (pointed?.isDirectory()) throw cannotWrite(path, { code: 'EISDIR' });
  // A link that leads nowhere is taken too: the result would replace it.
  const there = await lstat(path).catch(() => undefined);
  if (there !== undefined && !replace) {
    throw new FileProblem(`${path} exists; give another name, or --force to replace it.`);
  }
}
