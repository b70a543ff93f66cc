import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileProblem } from './file-problem.js';

/** As many as an archive may hold. */
const MOST_FILES = 20_000;

/**
 * The plain files in a folder and in those below it, by path: those of a DICOM series, say. Hidden ones and links are
 * left out.
 * @throws FileProblem when there is none, or more than `MOST_FILES`.
 */
export async function filesInFolder(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for await (const entry of await opendir(next)) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) folders.push(join(next, entry.name));
      else if (entry.isFile()) files.push(join(next, entry.name));
      if (files.length + folders.length > MOST_FILES) {
        throw new FileProblem(`${folder} holds more than ${MOST_FILES} files.`);
      }
    }
  }
  if (files.length === 0) throw new FileProblem(`${folder} holds no files.`);
  return files.toSorted();
}
