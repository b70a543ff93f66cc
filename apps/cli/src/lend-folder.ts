import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cannotWrite } from './cannot-write.js';

/**
 * Does work in a folder of its own beside `place`, so that its result can be renamed into place, whole or not at all.
 * @throws FileProblem when there can be none
 */
export async function lendFolder<T>(
  place: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const beside = place === undefined ? tmpdir() : dirname(resolve(place));
  const folder = await mkdtemp(join(beside, '.aiaa-')).catch((cause: unknown) => {
    throw cannotWrite(place ?? join(beside, '.aiaa-'), cause);
  });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
