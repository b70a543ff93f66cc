import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite } from './cannot-write.js';
import { lendFolder } from './lend-folder.js';
import { putInPlace } from './put-in-place.js';

/** Writes text to `place`, whole or not at all. @throws FileProblem */
export const writeInPlace = (place: string, text: string): Promise<void> =>
  lendFolder(place, async (folder) => {
    const file = join(folder, 'text');
    await writeFile(file, text).catch((cause: unknown) => {
      throw cannotWrite(place, cause);
    });
    await putInPlace(file, place);
  });
