import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ImageFile } from '@aiaa/annotator';
import { withCompanions } from '@aiaa/imaging-io';
import { fileProblemOf } from './file-problem-of.js';
import { filesInFolder } from './files-in-folder.js';
import { requireFile } from './require-file.js';

/**
 * The files that make one image: those that are named, each with the one that its header or its voxels lie in, and
 * those in a folder that is named.
 * @throws FileProblem
 */
export async function findFiles(paths: readonly string[]): Promise<readonly ImageFile[]> {
  const found = await Promise.all(paths.map(filesAt)).catch((cause: unknown) => {
    throw fileProblemOf(paths, cause);
  });
  const files = found.flat().map((path) => ({ path: resolve(path), name: basename(path) }));
  // A pair of which both files are named comes as two pairs.
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

async function filesAt(path: string): Promise<readonly string[]> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() === true) return filesInFolder(path);
  await requireFile(path);
  return (await withCompanions(path)).map((file) => file.path);
}
