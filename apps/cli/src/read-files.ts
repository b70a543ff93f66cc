import { readImage, type Image, type ReadOptions } from '@aiaa/imaging-io';
import { fileProblemOf } from './file-problem-of.js';
import { findFiles } from './find-files.js';

/** Reads the one image that the named files make. @throws FileProblem, and what `readImage` throws. */
export async function readFiles(paths: readonly string[], options: ReadOptions = {}): Promise<Image> {
  try {
    return await readImage(await findFiles(paths), options);
  } catch (cause) {
    throw fileProblemOf(paths, cause);
  }
}
