import { rename } from 'node:fs/promises';
import { cannotWrite } from './cannot-write.js';

/** A finished result takes its place, whole. @throws FileProblem */
export async function putInPlace(file: string, place: string): Promise<void> {
  await rename(file, place).catch((cause: unknown) => {
    throw cannotWrite(place, cause);
  });
}
