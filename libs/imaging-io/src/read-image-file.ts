import { BrokenInvariant } from '@aiaa/volume/errors';
import type { PeekableSource } from './bytes/peekable-source.js';
import { nameOf, type FoundImage } from './files/image-set.js';
import { openBytes } from './files/open-bytes.js';
import type { VoxelFiles } from './files/voxel-files.js';
import type { FormatReader } from './format-reader.js';
import type { Image, ImageFile } from './image.js';
import { readMetaImage } from './metaimage/read-metaimage.js';
import { readNifti } from './nifti/read-nifti.js';
import { readNrrd } from './nrrd/read-nrrd.js';
import { readJpeg } from './raster/read-jpeg.js';
import { readPng } from './raster/read-png.js';
import type { ReadLimits } from './read-limits.js';
import type { ImageFormat } from './sniff-format.js';

/** DICOM is read as a whole series. */
const READERS: Readonly<Record<Exclude<ImageFormat, 'dicom'>, FormatReader>> = {
  nifti: readNifti,
  nrrd: readNrrd,
  metaimage: readMetaImage,
  png: readPng,
  jpeg: readJpeg,
};

export interface FileContext {
  readonly voxelFiles: VoxelFiles;
  readonly limits: ReadLimits;
  readonly signal?: AbortSignal;
}

/** Reads one image file, and the file of its voxels where that is another. */
export async function readImageFile({ file, format }: FoundImage, context: FileContext): Promise<Image> {
  const { voxelFiles, limits, signal } = context;
  if (format === 'dicom') throw new BrokenInvariant('DICOM files are read together, as a series.');
  const opened: PeekableSource[] = [];
  const openHere = async (one: ImageFile): Promise<PeekableSource> => {
    const source = await openBytes(one, { signal });
    opened.push(source);
    return source;
  };
  try {
    const image = await READERS[format](await openHere(file), {
      name: nameOf(file),
      limits,
      ...(signal === undefined ? {} : { signal }),
      openVoxelFile: (wanted) => openHere(voxelFiles.claim(nameOf(file), wanted)),
    });
    return { ...image, format };
  } finally {
    await Promise.all(opened.map((source) => source.close()));
  }
}
