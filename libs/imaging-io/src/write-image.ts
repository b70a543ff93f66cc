import type { Volume } from '@aiaa/volume';
import { Cancelled, UnfitImage } from '@aiaa/volume/errors';
import type { FormatWriter, WriteOptions } from './format-writer.js';
import { writeNifti } from './nifti/write-nifti.js';
import { writeNrrd } from './nrrd/write-nrrd.js';
import { writePng } from './raster/write-png.js';

/** The suffixes of the files that are written; each names its format. */
export const WRITTEN_EXTENSIONS = ['.nii.gz', '.nii', '.nrrd', '.png'] as const;

export type WrittenExtension = (typeof WRITTEN_EXTENSIONS)[number];

const WRITERS: Readonly<Record<WrittenExtension, FormatWriter>> = {
  '.nii.gz': writeNifti,
  '.nii': writeNifti,
  '.nrrd': writeNrrd,
  '.png': writePng,
};

/** The suffix of a path that names a format we write, in any case; undefined when there is none. */
export const writtenExtension = (path: string): WrittenExtension | undefined =>
  WRITTEN_EXTENSIONS.find((extension) => path.toLowerCase().endsWith(extension));

/**
 * Writes a volume in the format that the path's suffix names. The file appears whole or not at all; one that is
 * there already is replaced.
 * @throws RangeError when zlib has no such level; UnfitImage when that format cannot hold the volume, or is none that we write; Cancelled. What the file
 * system refuses comes as it is.
 */
export async function writeImage(path: string, volume: Volume, options: WriteOptions = {}): Promise<void> {
  const { signal } = options;
  if (signal?.aborted) throw new Cancelled();
  assertLevel(options.level);
  const extension = writtenExtension(path);
  if (extension === undefined) {
    throw new UnfitImage(`A file name that ends in ${WRITTEN_EXTENSIONS.join(', ')} was expected.`);
  }
  try {
    await WRITERS[extension](path, volume, options);
  } catch (error) {
    throw signal?.aborted === true ? new Cancelled(undefined, { cause: error }) : error;
  }
}

function assertLevel(level: number | undefined): void {
  if (level === undefined || (Number.isInteger(level) && level >= 0 && level <= 9)) return;
  throw new RangeError(`zlib has levels 0 to 9, not ${level}.`);
}
