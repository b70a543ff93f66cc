import { basename, resolve } from 'node:path';
import type { ImageFile } from '@aiaa/annotator';
import { withCompanions } from '@aiaa/imaging-io';
import { fileProblemOf } from './file-problem-of.js';
import { requireFile } from './require-file.js';

/**
 * The files that make one image: those that are named, each with the one that its header or its voxels lie in.
 * @throws FileProblem
 */
export async function findFiles(paths: readonly string[]): Promise<readonly ImageFile[]> {
  for (const path of paths) await requireFile(path);
  const found = await Promise.all(paths.map(withCompanions)).catch((cause: unknown) => {
    throw fileProblemOf(paths, cause);
  });
  const files = found.flat().map(({ path }) => ({ path: resolve(path), name: basename(path) }));
  // A pair of which both files are named comes as two pairs.
  return [...new Map(files.map((file) => [file.path, file])).values()];
}
