import { mkdir } from 'node:fs/promises';
import { posix } from 'node:path';
import { unpackArchive, type ReadLimits } from '@aiaa/imaging-io';
import { MalformedImage, UnsupportedImage } from '@aiaa/volume/errors';
import { UnfitModel } from '../unfit-model.js';

/** The files of an archive: their paths in it, and where each lies now. */
export type ArchivedFiles = ReadonlyMap<string, string>;

/**
 * Unpacks a zip into a folder that is made for it.
 * @throws UnfitModel for one that is damaged, encrypted, or has a file twice; LimitExceeded
 */
export async function archivedFiles(
  archive: { readonly path: string; readonly name: string },
  folder: string,
  limits?: ReadLimits,
): Promise<ArchivedFiles> {
  await mkdir(folder);
  const unpacked = await unpackArchive(archive, folder, limits).catch((error: unknown) => {
    if (!(error instanceof MalformedImage || error instanceof UnsupportedImage)) throw error;
    throw new UnfitModel(error.message, { cause: error });
  });
  const files = new Map<string, string>();
  for (const { entry, path } of unpacked) {
    const name = posix.normalize(entry.replaceAll('\\', '/'));
    if (files.has(name)) {
      throw new UnfitModel(`The archive holds ${JSON.stringify(name.slice(-96))} twice: pack it anew.`);
    }
    files.set(name, path);
  }
  return files;
}
